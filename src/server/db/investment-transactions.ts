import type { DateRange } from "@/domain/date-range";
import type { InvestmentTransaction } from "@/domain/entities";
import type { InvestmentTransactionId, ItemId } from "@/domain/ids";
import type { KnownTransaction } from "@/domain/reconcile/known";
import type { SqlExecutor } from "./client";
import { type TransactionRecord, toTransaction } from "./map";
import { executeByParts, upsertStatement } from "./recordset";

const KEY = { investment_transaction_id: "text" };
const VALUES = {
  account_id: "text",
  security_id: "text",
  date: "date",
  transaction_datetime: "text",
  name: "text",
  quantity: "numeric",
  amount: "numeric",
  price: "numeric",
  fees: "numeric",
  type: "text",
  subtype: "text",
  iso_currency_code: "text",
  unofficial_currency_code: "text",
  cancel_transaction_id: "text",
  removed_at: "timestamptz",
  missing_since: "timestamptz",
};
const COLUMN_TYPES = { ...KEY, ...VALUES };
const UPSERT = upsertStatement({
  name: "investment_transaction",
  scope: { item_id: "text", updated_at: "timestamptz" },
  key: KEY,
  values: VALUES,
});
const COLUMNS = `investment_transaction_id, account_id, security_id, date::text, transaction_datetime, name, quantity, amount, price,
  fees, type, subtype, iso_currency_code, unofficial_currency_code, cancel_transaction_id, removed_at, missing_since`;

/** Rows dated inside the range, tombstones included, and all that are marked as missing. */
export async function listTransactionsInRangeOrMissing(
  sql: SqlExecutor,
  itemId: ItemId,
  range: DateRange,
): Promise<KnownTransaction[]> {
  const { rows } = await sql.executeSql<TransactionRecord>(
    `SELECT ${COLUMNS} FROM investment_transaction WHERE item_id = $1 AND (date BETWEEN $2 AND $3 OR missing_since IS NOT NULL)`,
    [itemId, range.startDate, range.endDate],
  );
  return rows.map(toTransaction);
}

export async function listTransactionsById(
  sql: SqlExecutor,
  itemId: ItemId,
  ids: readonly InvestmentTransactionId[],
): Promise<KnownTransaction[]> {
  const { rows } = await sql.executeSql<TransactionRecord>(
    `SELECT ${COLUMNS} FROM investment_transaction WHERE item_id = $1 AND investment_transaction_id = ANY($2::text[])`,
    [itemId, ids],
  );
  return rows.map(toTransaction);
}

/** Inserts or overwrites; a tombstone that is written again is live again, and a mark goes. */
export async function upsertTransactions(
  sql: SqlExecutor,
  itemId: ItemId,
  rows: readonly InvestmentTransaction[],
  at: Date,
) {
  await executeByParts(sql, UPSERT, [itemId, at], { rows, columns: COLUMN_TYPES });
}

/** Makes tombstones; the rows stay readable. */
export async function withdrawTransactions(
  sql: SqlExecutor,
  itemId: ItemId,
  ids: readonly InvestmentTransactionId[],
  at: Date,
) {
  await sql.executeSql(
    `UPDATE investment_transaction SET removed_at = $3, missing_since = NULL, updated_at = $3
     WHERE item_id = $1 AND investment_transaction_id = ANY($2::text[])`,
    [itemId, ids, at],
  );
}

/** Marks rows that an answer left out and that stay until a later one decides. */
export async function markTransactionsMissing(
  sql: SqlExecutor,
  itemId: ItemId,
  ids: readonly InvestmentTransactionId[],
  at: Date,
) {
  await sql.executeSql(
    `UPDATE investment_transaction SET missing_since = $3, updated_at = $3
     WHERE item_id = $1 AND investment_transaction_id = ANY($2::text[])`,
    [itemId, ids, at],
  );
}
