import type { CalendarDate } from "@/domain/calendar-date";
import type { Holding } from "@/domain/entities";
import type { ItemId } from "@/domain/ids";
import type { SqlExecutor } from "./client";
import { type HoldingRecord, toHolding } from "./map";
import { recordset, toJsonText, upsertStatement } from "./recordset";

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

/** Current positions of several Items, each with its Item. */
export async function listHoldingsOfItems(
  sql: SqlExecutor,
  itemIds: readonly ItemId[],
): Promise<(Holding & { itemId: ItemId })[]> {
  const { rows } = await sql.executeSql<HoldingRecord & { item_id: string }>(
    `SELECT item_id, ${COLUMNS} FROM holding WHERE item_id = ANY($1::text[]) ORDER BY security_id`,
    [itemIds],
  );
  return rows.map((row) => ({ ...toHolding(row), itemId: row.item_id as ItemId }));
}

export async function upsertHoldings(sql: SqlExecutor, itemId: ItemId, holdings: readonly Holding[], at: Date) {
  await sql.executeSql(UPSERT, [itemId, at, toJsonText(holdings, { ...KEY, ...VALUES })]);
}

/** Takes sold positions out of the current set; their versions stay. */
export async function deleteHoldings(sql: SqlExecutor, itemId: ItemId, holdings: readonly Holding[]) {
  await sql.executeSql(
    `DELETE FROM holding h USING ${recordset("$2", KEY)}
     WHERE h.item_id = $1 AND h.account_id = r.account_id AND h.security_id = r.security_id`,
    [itemId, toJsonText(holdings, KEY)],
  );
}

/** Versions that hold today or would begin later: after the calendar date went back, the newest may be one of another "today". */
const OPEN = `v.item_id = $1 AND (v.valid_to IS NULL OR v.valid_to > $2::date) AND v.account_id = r.account_id AND v.security_id = r.security_id`;

/**
 * Ends the open versions of `ended` and opens one from `today` for each of `begun` (which are among the ended, or new).
 * A version that began today, or later, is replaced: the last refresh wins, so that on any date exactly one version is true.
 */
export async function writeVersions(
  sql: SqlExecutor,
  itemId: ItemId,
  today: CalendarDate,
  { ended, begun }: { ended: readonly Holding[]; begun: readonly Holding[] },
) {
  const keys = toJsonText(ended, KEY);
  await sql.executeSql(
    `DELETE FROM holding_version v USING ${recordset("$3", KEY)} WHERE ${OPEN} AND v.valid_from >= $2::date`,
    [itemId, today, keys],
  );
  await sql.executeSql(`UPDATE holding_version v SET valid_to = $2::date FROM ${recordset("$3", KEY)} WHERE ${OPEN}`, [
    itemId,
    today,
    keys,
  ]);
  const columns = Object.keys({ ...KEY, ...VERSIONED });
  await sql.executeSql(
    `INSERT INTO holding_version (item_id, valid_from, ${columns.join(", ")})
     SELECT $1::text, $2::date, ${columns.map((column) => `r.${column}`).join(", ")} FROM ${recordset("$3", { ...KEY, ...VERSIONED })}
     ON CONFLICT (item_id, account_id, security_id, valid_from)
     DO UPDATE SET valid_to = NULL, ${Object.keys(VERSIONED)
       .map((column) => `${column} = excluded.${column}`)
       .join(", ")}`,
    [itemId, today, toJsonText(begun, { ...KEY, ...VERSIONED })],
  );
}
