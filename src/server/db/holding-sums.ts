import type { CalendarDate } from "@/domain/calendar-date";
import type { Currency } from "@/domain/currency";
import { type Decimal, parseDecimal } from "@/domain/decimal";
import type { AccountId, ItemId } from "@/domain/ids";
import type { PositionSums } from "@/domain/portfolio";
import type { SqlExecutor } from "./client";
import { SUMS_AS_OF, SUMS_BY_SECTOR, SUMS_NOW } from "./held-positions";
import { type CurrencyColumns, toCurrency } from "./map";

/** Whose positions: of these Items, of one account alone (null: of all), and as of when (null: now). */
export type HeldScope = {
  readonly itemIds: readonly ItemId[];
  readonly accountId: AccountId | null;
  readonly asOf: CalendarDate | null;
};

/** Positions of one type and currency in one account, and of one sector if they are told apart by it. Null: Plaid gave none. */
export type AccountSums = PositionSums & {
  readonly itemId: ItemId;
  readonly accountId: AccountId;
  readonly type: string | null;
  readonly sector: string | null;
  /** Σ|value|, cash included. */
  readonly size: Decimal;
};

export type SumsRow = {
  count: number;
  institution_value: string;
  invested_count: number;
  invested_size: string;
  known_count: number;
  known_size: string;
  known_basis: string;
  known_gain: string;
};
type Row = Omit<SumsRow, "invested_count" | "invested_size"> &
  CurrencyColumns & { item_id: string; account_id: string; type: string | null; sector: string | null; size: string };
const OF_CASH = {
  invested_count: 0,
  invested_size: "0",
  known_count: 0,
  known_size: "0",
  known_basis: "0",
  known_gain: "0",
};

/** What the figures of all accounts are made of, summed up by the database: so many rows need not leave it. */
export function sumHoldings(sql: SqlExecutor, scope: HeldScope): Promise<AccountSums[]> {
  return readSums(sql, scope.asOf ? SUMS_AS_OF : SUMS_NOW, scope);
}

/** The same of now, by sector besides. */
export function sumHoldingsBySector(sql: SqlExecutor, scope: HeldScope): Promise<AccountSums[]> {
  return readSums(sql, SUMS_BY_SECTOR, scope);
}

/**
 * Of Items, what changes whenever their sums of now may: the refresh that stored their positions, and how often any security came
 * to be of another type or sector. Those of which it is not known are left out.
 */
export async function listSumsVersions(sql: SqlExecutor, itemIds: readonly ItemId[]): Promise<Map<ItemId, string>> {
  const { rows } = await sql.executeSql<{ item_id: ItemId; version: string }>(
    `SELECT item_id, concat_ws(' ', stored_fence, extract(epoch FROM refreshed_at), security_kinds) AS version
     FROM item CROSS JOIN instance WHERE item_id = ANY($1::text[]) AND stored_fence IS NOT NULL`,
    [itemIds],
  );
  return new Map(rows.map((row) => [row.item_id, row.version]));
}

async function readSums(
  sql: SqlExecutor,
  text: string,
  { itemIds, accountId, asOf }: HeldScope,
): Promise<AccountSums[]> {
  const { rows } = await sql.executeSql<Row>(text, [itemIds, accountId, asOf], { isPlannedAnew: true });
  return rows.map((row) => ({
    ...toSums(
      { ...row, invested_count: row.count, invested_size: row.size, ...(row.type === "cash" ? OF_CASH : {}) },
      toCurrency(row),
    ),
    itemId: row.item_id as ItemId,
    accountId: row.account_id as AccountId,
    type: row.type,
    sector: row.sector,
    size: parseDecimal(row.size),
  }));
}

export function toSums(row: SumsRow, { isoCurrencyCode, unofficialCurrencyCode }: Currency): PositionSums {
  return {
    isoCurrencyCode,
    unofficialCurrencyCode,
    count: row.count,
    institutionValue: parseDecimal(row.institution_value),
    investedCount: row.invested_count,
    investedSize: parseDecimal(row.invested_size),
    knownCount: row.known_count,
    knownSize: parseDecimal(row.known_size),
    knownBasis: parseDecimal(row.known_basis),
    knownGain: parseDecimal(row.known_gain),
  };
}
