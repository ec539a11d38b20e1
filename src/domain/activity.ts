import type { CalendarDate } from "./calendar-date";
import type { Decimal } from "./decimal";
import type { InvestmentTransactionId, ItemId, SecurityId } from "./ids";
import type { Scope } from "./scope";
import type { TransactionClass } from "./transaction-class";

/** `cancelled`: a cancellation, or what a live one cancels. `withdrawn`: Plaid shows it no more, whatever it was before. */
export const ACTIVITY_STATUSES = ["live", "cancelled", "withdrawn"] as const;
export type ActivityStatus = (typeof ACTIVITY_STATUSES)[number];

/** Which transactions are asked for; null leaves them all in. */
export type ActivityFilter = {
  readonly kind: TransactionClass | null;
  readonly scope: Scope;
  readonly securityId: SecurityId | null;
  /** Both inclusive. */
  readonly startDate: CalendarDate | null;
  readonly endDate: CalendarDate | null;
  /** Each of them occurs in the transaction's text, or in the ticker or name of its security. */
  readonly words: readonly string[];
  /** Of |amount|, in whatever currency the row has. */
  readonly minAmount: Decimal | null;
  readonly status: ActivityStatus | null;
};

/** Where a page of transactions ended: they are listed by date, newest first, then by Item and id. */
export type ActivityPosition = {
  readonly date: CalendarDate;
  readonly itemId: ItemId;
  readonly investmentTransactionId: InvestmentTransactionId;
};

const MAX_WORDS = 4;
const SEARCH_MAX_LENGTH = 100;

/** Whether a text can be searched for: at most 100 UTF-16 units, well-formed, no control characters. */
export function isSearchText(text: string): boolean {
  return text.length <= SEARCH_MAX_LENGTH && !/[\p{Cc}\p{Surrogate}]/u.test(text);
}

/** Whether `text` is an amount to compare with: plain digits that NUMERIC(38,18) holds, without a sign. */
export function isAmountText(text: string): boolean {
  return /^\d{1,20}(?:\.\d{1,18})?$/.test(text);
}

/** The words of a search; what is beyond four of them is not asked for. */
export function searchWords(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, MAX_WORDS);
}

/** The forms of a word that are looked for in a text of which only the ASCII letters are in small letters, whatever the case of either. */
function searchForms(word: string): string[] {
  return [...new Set([word.toLowerCase(), foldAscii(word.toUpperCase())])];
}

function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Whether a text has a word. */
export function hasWord(text: string, word: string): boolean {
  const folded = foldAscii(text);
  return searchForms(word).some((form) => folded.includes(form));
}

/** Patterns for SQL's `LIKE` that find a word anywhere in a text in small letters, in a collation that knows the cases of ASCII alone. */
export function searchPatterns(word: string): string[] {
  return searchForms(word).map((text) => `%${text.replace(/[\\%_]/g, "\\$&")}%`);
}
