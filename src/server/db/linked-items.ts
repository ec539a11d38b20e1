import type { UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";
import type { Item } from "./generated/client";
import { type ItemRecord, toItem } from "./items";
import { camelCase } from "./recordset";

/** The user's Items that were not unlinked here, oldest link first, as part of a snapshot that other reads share. */
export async function listLinkedItemsIn(sql: SqlExecutor, userId: UserId): Promise<ItemRecord[]> {
  const { rows } = await sql.executeSql<Record<string, unknown> & { fence: string }>(
    "SELECT * FROM item WHERE user_id = $1 AND unlinked_at IS NULL ORDER BY linked_at, item_id",
    [userId],
  );
  return rows.map((row) => toItem(toModel(row)));
}

/** The row as Prisma would give it. */
function toModel(row: Record<string, unknown> & { fence: string }): Item {
  const fields = Object.entries(row).map(([column, value]) => [camelCase(column), value]);
  return { ...Object.fromEntries(fields), fence: BigInt(row.fence) } as Item;
}
