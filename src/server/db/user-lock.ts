import type { UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

/** The user comes into being, unless it is there, as with an exchange. */
export async function createUser(sql: SqlExecutor, userId: UserId, at: Date): Promise<void> {
  await sql.executeSql("INSERT INTO app_user (id, created_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING", [
    userId,
    at,
  ]);
}

/**
 * Locks the user's row to the end of the transaction: of two that count what the user has at the same time, the second counts what
 * the first has added. False when there is no such user, and when it is being deleted.
 */
export async function lockUser(sql: SqlExecutor, userId: UserId): Promise<boolean> {
  const { rows } = await sql.executeSql(
    "SELECT FROM app_user WHERE id = $1 AND deleting_at IS NULL FOR NO KEY UPDATE",
    [userId],
  );
  return rows.length > 0;
}
