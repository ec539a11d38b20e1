import type { CalendarDate } from "@/domain/calendar-date";
import type { Holding } from "@/domain/entities";
import type { ItemId } from "@/domain/ids";
import type { SqlExecutor } from "./client";
import { type HoldingRecord, toHolding } from "./map";
import { recordset, toArrays, upsertStatement } from "./recordset";

const KEY = { account_id: "text", security_id: "text" };
const VERSIONED = {
  quantity: "numeric",
  institution_price: "numeric",
  institution_value: "numeric",
  cost_basis: "numeric",
  iso_currency_code: "text",
  unofficial_currency_code: "text",
};
const VALUES = {
  ...VERSIONED,
  institution_price_as_of: "date",
  institution_price_datetime: "text",
  vested_quantity: "numeric",
  vested_value: "numeric",
  tax_lots: "jsonb",
};
const UPSERT = upsertStatement({
  name: "holding",
  scope: { item_id: "text", updated_at: "timestamptz" },
  key: KEY,
  values: VALUES,
});

const COLUMNS = `account_id, security_id, quantity, institution_price, institution_price_as_of::text, institution_price_datetime,
  institution_value, cost_basis, vested_quantity, vested_value, iso_currency_code, unofficial_currency_code, tax_lots`;

export async function listHoldings(sql: SqlExecutor, itemId: ItemId): Promise<Holding[]> {
  const { rows } = await sql.executeSql<HoldingRecord>(`SELECT ${COLUMNS} FROM holding WHERE item_id = $1`, [itemId]);
  return rows.map(toHolding);
}

export async function upsertHoldings(sql: SqlExecutor, itemId: ItemId, holdings: readonly Holding[], at: Date) {
  await sql.executeSql(UPSERT, [itemId, at, ...toArrays(holdings, { ...KEY, ...VALUES })]);
}

/** Takes sold positions out of the current set; their versions stay. */
export async function deleteHoldings(sql: SqlExecutor, itemId: ItemId, holdings: readonly Holding[]) {
  await sql.executeSql(
    `DELETE FROM holding h USING ${recordset(2, KEY)}
     WHERE h.item_id = $1 AND h.account_id = r.account_id AND h.security_id = r.security_id`,
    [itemId, ...toArrays(holdings, KEY)],
  );
}

const VERSION = { ...KEY, ...VERSIONED };
const VERSION_COLUMNS = Object.keys(VERSION);
/** Versions that hold today or would begin later: after the calendar date went back, the newest may be one of another "today". */
const OPEN = `v.item_id = $1 AND (v.valid_to IS NULL OR v.valid_to > $2::date) AND v.account_id = r.account_id AND v.security_id = r.security_id`;
const END_VERSIONS = `WITH r AS MATERIALIZED (SELECT * FROM ${recordset(3, KEY)}), replaced AS (
    DELETE FROM holding_version v USING r WHERE ${OPEN} AND v.valid_from >= $2::date
  )
  UPDATE holding_version v SET valid_to = $2::date FROM r WHERE ${OPEN} AND v.valid_from < $2::date`;
const BEGIN_VERSIONS = `INSERT INTO holding_version (item_id, valid_from, ${VERSION_COLUMNS.join(", ")})
  SELECT $1::text, $2::date, ${VERSION_COLUMNS.map((column) => `r.${column}`).join(", ")} FROM ${recordset(3, VERSION)}
  ON CONFLICT (item_id, account_id, security_id, valid_from)
  DO UPDATE SET valid_to = NULL, ${Object.keys(VERSIONED)
    .map((column) => `${column} = excluded.${column}`)
    .join(", ")}`;

/**
 * Ends the open versions of both and opens one from `today` for each of `begun`. A version that began today, or later, is replaced:
 * the last refresh wins, so that on any date exactly one version is true. Two statements, for one alone would open before it ends.
 */
export async function writeVersions(
  sql: SqlExecutor,
  itemId: ItemId,
  today: CalendarDate,
  { ended, begun }: { ended: readonly Holding[]; begun: readonly Holding[] },
) {
  await Promise.all([
    sql.executeSql(END_VERSIONS, [itemId, today, ...toArrays([...begun, ...ended], KEY)]),
    begun.length > 0 && sql.executeSql(BEGIN_VERSIONS, [itemId, today, ...toArrays(begun, VERSION)]),
  ]);
}
