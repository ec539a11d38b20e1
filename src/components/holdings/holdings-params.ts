import type { HoldingsAsked } from "@/contracts/holdings";
import { isSearchText } from "@/domain/activity";
import { parseCalendarDate } from "@/domain/calendar-date";
import {
  DEFAULT_ORDER,
  HOLDING_COLUMNS,
  HOLDING_GROUPINGS,
  type HoldingColumn,
  type HoldingGrouping,
  type HoldingOrder,
  parseOrder,
} from "@/domain/holding-list";
import { isIdentifier } from "@/domain/ids";
import { ALL, parseScope, scopeText } from "@/domain/scope";

/** What filters; Clear filters takes them away, and leaves order, groups, columns and date. */
export const FILTER_PARAMS = ["q", "type", "account", "institution", "currency", "basis", "price"] as const;
export type FilterParam = (typeof FILTER_PARAMS)[number];
export type HoldingsParam = FilterParam | "sort" | "group" | "as_of" | "scope" | "cols" | "closed";
type Read = (name: HoldingsParam) => string | null;

const NAME_MAX_LENGTH = 300;
/** In an address too: the only words of the two filters that are on or off. */
export const UNKNOWN_BASIS = "unknown";
export const STALE_PRICE = "stale";

/** What an address asks for; what it cannot mean is left out, and so is what is asked for anyway. */
export function parseHoldingsParams(read: Read): HoldingsAsked {
  const search = (read("q") ?? "").trim();
  const [account, scope] = [read("account") ?? "", parseScope(read("scope") ?? "") ?? ALL];
  const named = { type: read("type"), institution: read("institution"), currency: read("currency") };
  const asOf = parseCalendarDate(read("as_of") ?? "");
  const { by, isDescending } = parseHoldingsOrder(read("sort"));
  const groupBy = parseGrouping(read("group"));
  return {
    ...(scope.kind !== "all" && { scope: scopeText(scope) }),
    ...(asOf && { asOf }),
    ...{ orderBy: by, isDescending, groupBy },
    ...(search !== "" && isSearchText(search) && { search }),
    ...Object.fromEntries(Object.entries(named).filter(([, name]) => isName(name))),
    ...(isIdentifier(account) && { accountId: account }),
    ...(read("basis") === UNKNOWN_BASIS && { hasNoBasis: true }),
    ...(read("price") === STALE_PRICE && { hasStalePrice: true }),
  };
}

/** Whether anything is left out by what is asked for, but for its scope. */
export function isFiltered(asked: HoldingsAsked): boolean {
  const { search, type, accountId, institution, currency, hasNoBasis, hasStalePrice } = asked;
  return [search, type, accountId, institution, currency, hasNoBasis, hasStalePrice].some((part) => part !== undefined);
}

export function parseHoldingsOrder(text: string | null): HoldingOrder {
  return parseOrder(text ?? "") ?? DEFAULT_ORDER;
}

export function parseGrouping(text: string | null): HoldingGrouping {
  return HOLDING_GROUPINGS.find((known) => known === text) ?? "none";
}

/** The money in a row says its currency already. */
export const DEFAULT_COLUMNS: readonly HoldingColumn[] = HOLDING_COLUMNS.filter((column) => column !== "currency");

/** The columns that an address asks for, in their usual order; the first is always there. */
export function parseColumns(text: string | null): readonly HoldingColumn[] {
  if (text === null || text === "") return DEFAULT_COLUMNS;
  const named = text.split(" ");
  return HOLDING_COLUMNS.filter((column) => column === "security" || named.includes(column));
}

/** "" for the usual columns. */
export function columnsText(columns: readonly HoldingColumn[]): string {
  const text = HOLDING_COLUMNS.filter((column) => columns.includes(column)).join(" ");
  return text === DEFAULT_COLUMNS.join(" ") ? "" : text;
}

/** Keys of groups, each escaped so that none holds the blank that parts them. */
export function parseClosed(text: string | null): ReadonlySet<string> {
  return new Set(
    (text ?? "")
      .split(" ")
      .filter((key) => key !== "")
      .map(unescaped),
  );
}

export function closedText(closed: ReadonlySet<string>): string {
  return [...closed].map(encodeURIComponent).join(" ");
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isName(text: string | null): boolean {
  return text !== null && text !== "" && text.length <= NAME_MAX_LENGTH && !/[\p{Cc}\p{Surrogate}]/u.test(text);
}
