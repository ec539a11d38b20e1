import type { InvestmentTransaction } from "./entities";

/** What a transaction does to a portfolio. External flows cross its border; all other classes stay inside, or do not count. */
export type TransactionClass =
  | "external_flow"
  | "trade"
  | "reinvestment"
  | "income"
  | "return_of_capital"
  | "fee"
  | "tax"
  | "corporate_action"
  | "loan"
  | "pending"
  | "cancel"
  | "unknown";

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
  if (type === "cancel") return CANCELLED;
  const known = subtype === null ? undefined : BY_SUBTYPE.get(subtype);
  if (!known) return { class: "unknown", label: sentenceCase(subtype || type) || "Other" };
  // New shares booked in without cash are carried over like a split; anywhere else they are a dividend paid in shares.
  if (subtype === "stock distribution" && type === "transfer") return { ...known, class: "corporate_action" };
  return known;
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
