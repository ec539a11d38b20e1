import type { CalendarDate } from "@/domain/calendar-date";
import { type Currency, currencyKey } from "@/domain/currency";
import type { EarlierPosition } from "@/domain/day-change";
import { type Decimal, parseDecimal } from "@/domain/decimal";
import type { Holding } from "@/domain/entities";
import type { HoldingFilter, HoldingGrouping, HoldingOrder } from "@/domain/holding-list";
import type { AccountId, ItemId } from "@/domain/ids";
import type { PositionSums } from "@/domain/portfolio";
import type { SqlExecutor } from "./client";
import { holdingListStatement } from "./holding-list-statement";
import { type HeldScope, type SumsRow, toSums } from "./holding-sums";
import { type HoldingRecord, toHolding } from "./map";

/** Cash that an account's balance holds beside its positions; the domain derives it, so it is given. */
export type CashLine = {
  readonly itemId: ItemId;
  readonly accountId: AccountId;
  readonly isoCurrencyCode: string | null;
  readonly unofficialCurrencyCode: string | null;
  readonly value: Decimal;
  readonly title: string;
};

export type Section = { readonly currency: Currency; readonly sign: number };

/** Sums of what is listed of one currency, cash beside positions included, or of one group in it. */
export type KnownGroup = {
  /** Place of the currency among the sections, from 1. */
  readonly rank: number;
  /** "" where there are no groups within a currency. */
  readonly key: string;
  /** Whether it holds nothing but cash beside positions. */
  readonly isCash: boolean;
  readonly sums: PositionSums;
};

export type HoldingListQuery = {
  readonly scope: HeldScope;
  readonly filter: HoldingFilter;
  readonly order: HoldingOrder;
  readonly grouping: HoldingGrouping;
  /** The currencies that are listed, in their order, with the sign of each total. */
  readonly sections: readonly Section[];
  /** Every type of security that is held. */
  readonly types: readonly string[];
  /** What matches, by group; not looked at where that is beyond sums. */
  readonly groups: readonly KnownGroup[];
  readonly cash: readonly CashLine[];
  /** The last date of which is told. */
  readonly today: CalendarDate;
  readonly limit: number;
  /** The position of the last entry of the page before; null, or any other texts: from the beginning. */
  readonly after: readonly string[] | null;
};

export type ListedHolding = {
  readonly kind: "position" | "derived_cash";
  readonly itemId: ItemId;
  readonly institutionName: string | null;
  readonly accountName: string;
  readonly accountMask: string | null;
  readonly tickerSymbol: string | null;
  readonly securityName: string | null;
  readonly securityType: string | null;
  readonly isOption: boolean;
  /** For derived cash only its currency and value say anything. */
  readonly holding: Holding;
  readonly earlier: EarlierPosition | null;
  readonly previousDate: CalendarDate | null;
};

/** Sums of one currency, cash beside positions included. */
export type ListedGroup = { readonly id: string; readonly label: string; readonly sums: PositionSums };

export type HoldingEntry = { readonly position: readonly string[] } & (
  | { readonly row: ListedHolding; readonly group?: undefined }
  | { readonly group: ListedGroup; readonly row?: undefined }
);

/**
 * Rows and the heads of their groups in the order asked for: at most `limit` of those after a position. With them the sums of all
 * that matches, by currency, as long as anything is listed.
 */
export async function listHoldingEntries(
  sql: SqlExecutor,
  query: HoldingListQuery,
): Promise<{ entries: HoldingEntry[]; matching: PositionSums[] }> {
  const { text, values } = holdingListStatement(query);
  const { rows } = await sql.executeSql<EntryRow>(text, values, { isPlannedAnew: true });
  const currencyOf = (row: RankedSums) => query.sections[row.rank - 1]?.currency ?? NO_CURRENCY;
  const withCurrency = (row: RankedSums) => toSums(row, currencyOf(row));
  return {
    entries: rows.map((row) =>
      row.level === 0
        ? {
            position: row.position,
            group: {
              id: [currencyKey(currencyOf(row)), row.group_key].join("\n"),
              label: row.group_label,
              sums: withCurrency(row),
            },
          }
        : { position: row.position, row: toListedHolding(row) },
    ),
    matching: (rows[0]?.matching ?? []).map(withCurrency),
  };
}

const NO_CURRENCY: Currency = { isoCurrencyCode: null, unofficialCurrencyCode: null };

type RankedSums = SumsRow & { rank: number };
type EntryRow = RankedSums &
  HoldingRecord & {
    /** 0: the head of a group; 1: a position; 2: cash beside positions. */
    level: 0 | 1 | 2;
    position: string[];
    group_key: string;
    group_label: string;
    item_id: string;
    institution_name: string | null;
    account_name: string;
    account_mask: string | null;
    ticker_symbol: string | null;
    security_name: string | null;
    security_type: string | null;
    is_option: boolean;
    previous_date: string | null;
    earlier_quantity: string | null;
    earlier_price: string | null;
    earlier_value: string | null;
    earlier_iso_code: string | null;
    earlier_unofficial_code: string | null;
    matching: RankedSums[] | null;
  };

function toListedHolding(row: EntryRow): ListedHolding {
  return {
    kind: row.level === 1 ? "position" : "derived_cash",
    itemId: row.item_id as ItemId,
    institutionName: row.institution_name,
    accountName: row.account_name,
    accountMask: row.account_mask,
    tickerSymbol: row.ticker_symbol,
    securityName: row.security_name,
    securityType: row.security_type,
    isOption: row.is_option,
    holding: toHolding(row),
    earlier: toEarlier(row),
    previousDate: row.previous_date as CalendarDate | null,
  };
}

function toEarlier(row: EntryRow): EarlierPosition | null {
  if (row.earlier_quantity === null || row.earlier_price === null || row.earlier_value === null) return null;
  return {
    quantity: parseDecimal(row.earlier_quantity),
    institutionPrice: parseDecimal(row.earlier_price),
    institutionValue: parseDecimal(row.earlier_value),
    isoCurrencyCode: row.earlier_iso_code,
    unofficialCurrencyCode: row.earlier_unofficial_code,
  };
}
