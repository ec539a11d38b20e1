import type { InvestmentTransaction } from "./entities";

/** What a transaction does to a portfolio. External flows cross its border; all other classes stay inside, or do not count. */
export const TRANSACTION_CLASSES = [
  "trade",
  "income",
  "reinvestment",
  "external_flow",
  "fee",
  "tax",
  "corporate_action",
  "return_of_capital",
  "loan",
  "pending",
  "cancel",
  "unknown",
] as const;
export type TransactionClass = (typeof TRANSACTION_CLASSES)[number];

export type Classification = { readonly class: TransactionClass; readonly label: string };

const SUBTYPES: Readonly<Partial<Record<TransactionClass, readonly string[]>>> = {
  external_flow: ["contribution", "deposit", "distribution", "request", "send", "transfer", "withdrawal"],
  trade: ["assignment", "buy", "buy to cover", "exercise", "expire", "rebalance", "sell", "sell short", "trade"],
  reinvestment: [
    "dividend reinvestment",
    "interest reinvestment",
    "long-term capital gain reinvestment",
    "short-term capital gain reinvestment",
  ],
  income: [
    "dividend",
    "interest",
    "interest receivable",
    "long-term capital gain",
    "non-qualified dividend",
    "qualified dividend",
    "short-term capital gain",
    "stock distribution",
    "unqualified gain",
  ],
  return_of_capital: ["return of principal"],
  fee: [
    "account fee",
    "fund fee",
    "legal fee",
    "management fee",
    "margin expense",
    "miscellaneous fee",
    "transfer fee",
    "trust fee",
  ],
  tax: ["non-resident tax", "tax", "tax withheld"],
  corporate_action: ["adjustment", "merger", "spin off", "split"],
  loan: ["loan payment"],
  pending: ["pending credit", "pending debit"],
};

const BY_SUBTYPE = new Map<string, Classification>(
  Object.entries(SUBTYPES).flatMap(([name, subtypes]) =>
    subtypes.map((subtype) => [subtype, { class: name as TransactionClass, label: sentenceCase(subtype) }] as const),
  ),
);

/** The type of a transaction that takes another one back. */
export const CANCEL_TYPE = "cancel";
export const TRANSFER_TYPE = "transfer";
/** Subtypes of transactions that take a position away, whole or in part. */
export const CLOSING_SUBTYPES = ["assignment", "buy to cover", "exercise", "expire", "sell"] as const;
const CANCELLED: Classification = { class: "cancel", label: "Cancelled" };

/**
 * What a transaction is, by its subtype: the types overlap (`fee` carries dividends and interest, `cash` fees), so that of them
 * only `cancel` decides, and `transfer` for shares that came without being paid out. A subtype that Plaid adds later is
 * `unknown`, never guessed from its type, and still has a label for people.
 * Source: Plaid's investment transaction types and subtypes.
 */
export function classifyTransaction({
  type,
  subtype,
}: Pick<InvestmentTransaction, "type" | "subtype">): Classification {
  if (type === CANCEL_TYPE) return CANCELLED;
  const known = subtype === null ? undefined : BY_SUBTYPE.get(subtype);
  if (!known) return { class: "unknown", label: sentenceCase(subtype || type) || "Other" };
  // New shares booked in without cash are carried over like a split; anywhere else they are a dividend paid in shares.
  if (subtype === "stock distribution" && type === TRANSFER_TYPE) return { ...known, class: "corporate_action" };
  return known;
}

/** Which subtypes a class has under a type: those listed, or all but those. */
export type ClassTerm = { readonly isAllBut: boolean; readonly subtypes: readonly string[] };

/**
 * A class as a condition on type and subtype, for a database to find its transactions by: under each of the two types that
 * decide, and under all others. It holds for just those that `classifyTransaction` puts there.
 */
export function termsOfClass(name: TransactionClass): Readonly<Record<"cancel" | "transfer" | "other", ClassTerm>> {
  const under = (type: string): ClassTerm => {
    const isOfClass = (subtype: string) => classifyTransaction({ type, subtype }).class === name;
    // What no list names stands for every subtype that Plaid may add, and for none at all.
    const isAllBut = isOfClass("");
    return { isAllBut, subtypes: [...BY_SUBTYPE.keys()].filter((subtype) => isOfClass(subtype) !== isAllBut) };
  };
  return { cancel: under(CANCEL_TYPE), transfer: under(TRANSFER_TYPE), other: under("") };
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
