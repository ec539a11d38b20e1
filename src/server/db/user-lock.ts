import type { UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

/**
 * Locks the user's row, which comes into being as with an exchange, to the end of the transaction: of two that count what the user
 * has at the same time, the second counts what the first has added.
 */
export async function lockUser(sql: SqlExecutor, userId: UserId, at: Date): Promise<void> {
  await sql.executeSql(
    "INSERT INTO app_user (id, created_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET id = excluded.id",
    [userId, at],
  );
}
