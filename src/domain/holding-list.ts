import { addDays, type CalendarDate } from "./calendar-date";
import type { AccountId, ItemId } from "./ids";

/** What a list of holdings shows of each, in this order, and can be ordered by. */
export const HOLDING_COLUMNS = [
  "security",
  "account",
  "quantity",
  "price",
  "value",
  "weight",
  "costBasis",
  "gain",
  "gainPercent",
  "dayChange",
  "currency",
] as const;
export type HoldingColumn = (typeof HOLDING_COLUMNS)[number];

export const HOLDING_GROUPINGS = ["none", "security", "account", "type"] as const;
/** Always within a currency, so that a subtotal is of one. `none`: by currency alone. */
export type HoldingGrouping = (typeof HOLDING_GROUPINGS)[number];

/** Currencies stay apart whatever the order; what is unknown is last whichever way it goes. */
export type HoldingOrder = { readonly by: HoldingColumn; readonly isDescending: boolean };
export const DEFAULT_ORDER: HoldingOrder = { by: "value", isDescending: true };

const TEXT_COLUMNS: readonly HoldingColumn[] = ["security", "account", "currency"];
export const isTextColumn = (column: HoldingColumn): boolean => TEXT_COLUMNS.includes(column);

/** Which holdings are asked for; null and false leave them all in. */
export type HoldingFilter = {
  /** Each of them occurs in what is shown of the row: ticker, name, type, account, institution or currency. */
  readonly words: readonly string[];
  /** Plaid's security type, or `UNKNOWN_TYPE`. */
  readonly type: string | null;
  readonly accountId: AccountId | null;
  /** Its name as it is shown. */
  readonly institution: string | null;
  /** Only positions whose cost basis is unknown. */
  readonly hasNoBasis: boolean;
  /** Only positions whose price is older than this date. */
  readonly pricedBefore: CalendarDate | null;
};

export const NO_FILTER: HoldingFilter = {
  ...{ words: [], type: null, accountId: null, institution: null },
  ...{ hasNoBasis: false, pricedBefore: null },
};

/** Whether sums by account and type do not tell what matches, and of each group: for that each row must be looked at. */
export function isBeyondSums({ filter, grouping }: { filter: HoldingFilter; grouping: HoldingGrouping }): boolean {
  const { words, institution, hasNoBasis, pricedBefore } = filter;
  return grouping === "security" || words.length > 0 || institution !== null || hasNoBasis || pricedBefore !== null;
}

/** What tells an account's group from others of its currency. */
export function accountGroupKey({ itemId, accountId }: { itemId: ItemId; accountId: AccountId }): string {
  return `${itemId}\n${accountId}`;
}

/** Of the cash beside positions, where these are grouped by what they are of: no type and no id is a line break. */
export const CASH_GROUP_KEY = "\n";

export const UNKNOWN_TYPE = "unknown";

/** A long weekend is four days. */
export const FRESH_PRICE_DAYS = 5;

/** A price of before this date is stale on `today`. */
export function stalePriceLimit(today: CalendarDate): CalendarDate {
  return addDays(today, -FRESH_PRICE_DAYS);
}

/** `-value` is the largest value first, `security` from A to Z; null is no order. */
export function parseOrder(text: string): HoldingOrder | null {
  const isDescending = text.startsWith("-");
  const by = HOLDING_COLUMNS.find((column) => column === (isDescending ? text.slice(1) : text));
  return by ? { by, isDescending } : null;
}

export function orderText({ by, isDescending }: HoldingOrder): string {
  return `${isDescending ? "-" : ""}${by}`;
}
