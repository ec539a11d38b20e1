import type { CalendarDate } from "@/domain/calendar-date";
import type { ItemId } from "@/domain/ids";
import type { KnownAccount } from "@/domain/reconcile/known";
import type { SqlExecutor } from "./client";
import { type AccountRecord, toAccount } from "./map";

/**
 * Accounts as they were last seen up to a date: balance, margin loan, currency, and whether they were shown. Names and types are
 * those of now. An account that had not been read yet is there as one that is not shown.
 */
export async function listAccountsAsOf(
  sql: SqlExecutor,
  itemIds: readonly ItemId[],
  date: CalendarDate,
): Promise<(KnownAccount & { itemId: ItemId; wasRead: boolean })[]> {
  const { rows } = await sql.executeSql<AccountRecord & { item_id: string; was_read: boolean }>(
    `SELECT a.item_id, a.account_id, a.name, a.official_name, a.mask, a.type, a.subtype, d.iso_currency_code,
       d.unofficial_currency_code, d.balance_current, NULL AS balance_available, NULL AS balance_limit, d.margin_loan_amount,
       coalesce(d.is_active, false) AS is_active, d.date IS NOT NULL AS was_read
     FROM account a LEFT JOIN LATERAL (
       SELECT date, is_active, balance_current, margin_loan_amount, iso_currency_code, unofficial_currency_code FROM account_day
       WHERE item_id = a.item_id AND account_id = a.account_id AND date <= $2::date ORDER BY date DESC LIMIT 1
     ) d ON true
     WHERE a.item_id = ANY($1::text[]) ORDER BY a.name, a.account_id, a.item_id`,
    [itemIds, date],
  );
  return rows.map((row) => ({ ...toAccount(row), itemId: row.item_id as ItemId, wasRead: row.was_read }));
}

/** The first date of which anything is known of each Item; those of which nothing is are left out. */
export async function listFirstDates(
  sql: SqlExecutor,
  itemIds: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, CalendarDate>> {
  const { rows } = await sql.executeSql<{ item_id: string; date: string }>(
    `SELECT item_id, min(date)::text AS date FROM (
       SELECT item_id, date FROM account_day UNION ALL SELECT item_id, valid_from FROM holding_version
     ) seen WHERE item_id = ANY($1::text[]) GROUP BY item_id`,
    [itemIds],
  );
  return new Map(rows.map((row) => [row.item_id as ItemId, row.date as CalendarDate]));
}
