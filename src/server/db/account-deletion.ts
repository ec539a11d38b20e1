import type { ItemId, UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

/**
 * Marks the user as being deleted: once that is committed no Item is linked any more. One whose exchange is about to commit may come
 * after it. False when there is no such user, or when that was begun before.
 */
export async function beginUserDeletion(sql: SqlExecutor, userId: UserId, at: Date): Promise<boolean> {
  const { rows } = await sql.executeSql(
    "UPDATE app_user SET deleting_at = $2 WHERE id = $1 AND deleting_at IS NULL RETURNING 1",
    [userId, at],
  );
  return rows.length > 0;
}

/** What lets somebody in as the user: the account with its sessions, passkeys and links, the keys, and Link sessions that are open. */
const WAYS_IN = [
  "DELETE FROM dashboard_user WHERE id = $1",
  "DELETE FROM api_key WHERE user_id = $1",
  "DELETE FROM link_intent WHERE user_id = $1",
];

/** Ends every session and key of the user at once, the one that asks included. */
export async function deleteWaysIn(sql: SqlExecutor, userId: UserId): Promise<void> {
  for (const statement of WAYS_IN) await sql.executeSql(statement, [userId]);
}

/** The user if it is being deleted: for the job, which acts for the user that it names. */
export async function findDeletingUser(sql: SqlExecutor, userId: string): Promise<UserId | null> {
  const { rows } = await sql.executeSql<{ id: UserId }>(
    "SELECT id FROM app_user WHERE id = $1 AND deleting_at IS NOT NULL",
    [userId],
  );
  return rows[0]?.id ?? null;
}

export async function listDeletingUsers(sql: SqlExecutor): Promise<UserId[]> {
  const { rows } = await sql.executeSql<{ id: UserId }>(
    "SELECT id FROM app_user WHERE deleting_at IS NOT NULL ORDER BY deleting_at",
  );
  return rows.map((row) => row.id);
}

/** The user's Items that Plaid has not confirmed to have removed, each with whether it is still linked here. */
export async function listItemsLeft(
  sql: SqlExecutor,
  userId: UserId,
): Promise<{ itemId: ItemId; isLinked: boolean }[]> {
  const { rows } = await sql.executeSql<{ item_id: ItemId; is_linked: boolean }>(
    `SELECT item_id, unlinked_at IS NULL AS is_linked FROM item
     WHERE user_id = $1 AND (access_token_sealed IS NOT NULL OR unlinked_at IS NULL) ORDER BY item_id`,
    [userId],
  );
  return rows.map((row) => ({ itemId: row.item_id, isLinked: row.is_linked }));
}

/**
 * In the order in which they can go: what names the user or one of its Items, and the user. An Item whose token is held stays, for
 * it is still at Plaid, and the user with it: the last statement fails.
 */
const LAST_ROWS = [
  "DELETE FROM refresh_run WHERE user_id = $1",
  "DELETE FROM refresh_run_item r USING item i WHERE i.item_id = r.item_id AND i.user_id = $1",
  "DELETE FROM item_refresh r USING item i WHERE i.item_id = r.item_id AND i.user_id = $1",
  "DELETE FROM link_intent WHERE user_id = $1",
  "DELETE FROM api_key WHERE user_id = $1",
  "DELETE FROM webhook_event w USING item i WHERE i.item_id = w.item_id AND i.user_id = $1",
  "DELETE FROM item WHERE user_id = $1 AND access_token_sealed IS NULL",
  "DELETE FROM app_user WHERE id = $1",
];

/** Deletes the user and what is left of its Items. Fails, to be tried again, while one of them may be at Plaid. */
export async function deleteUserRows(sql: SqlExecutor, userId: UserId): Promise<void> {
  for (const statement of LAST_ROWS) await sql.executeSql(statement, [userId]);
}
