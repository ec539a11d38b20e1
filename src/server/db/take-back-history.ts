import type { CalendarDate } from "@/domain/calendar-date";
import type { ItemId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

/**
 * The calendar date went back (midnight between two machines, another time zone): what was seen last is true from `today` on, and
 * of the dates after it nothing is known any more.
 */
export async function takeBackHistory(sql: SqlExecutor, itemId: ItemId, today: CalendarDate): Promise<void> {
  const statements = [
    "DELETE FROM holding_version WHERE item_id = $1 AND valid_from >= $2::date AND valid_to IS NOT NULL",
    "UPDATE holding_version SET valid_to = $2::date WHERE item_id = $1 AND valid_to > $2::date",
    "UPDATE holding_version SET valid_from = $2::date WHERE item_id = $1 AND valid_from > $2::date",
    `DELETE FROM account_day d USING account_day later WHERE d.item_id = $1 AND d.date >= $2::date
       AND later.item_id = d.item_id AND later.account_id = d.account_id AND later.date > d.date`,
    "UPDATE account_day SET date = $2::date WHERE item_id = $1 AND date > $2::date",
  ];
  await Promise.all(statements.map((statement) => sql.executeSql(statement, [itemId, today])));
}
