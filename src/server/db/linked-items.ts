import type { UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";
import { type ItemRecord, type ItemRow, toItemOfRow } from "./items";

/** The user's Items that were not unlinked here, oldest link first, as part of a snapshot that other reads share. */
export async function listLinkedItemsIn(sql: SqlExecutor, userId: UserId): Promise<ItemRecord[]> {
  const { rows } = await sql.executeSql<ItemRow>(
    "SELECT * FROM item WHERE user_id = $1 AND unlinked_at IS NULL ORDER BY linked_at, item_id",
    [userId],
  );
  return rows.map(toItemOfRow);
}
