import type { ItemId, UserId } from "@/domain/ids";
import type { LinkPurpose } from "@/domain/link-purpose";
import type { SqlExecutor } from "./client";

/** A Link token that a user asked for. `itemId`: of the Item that update mode is for. */
export type LinkIntent = {
  readonly tokenHash: string;
  readonly userId: UserId;
  readonly tokenSealed: string;
  readonly purpose: LinkPurpose;
  readonly itemId: ItemId | null;
};

type Row = { token_hash: string; user_id: string; token_sealed: string; purpose: LinkPurpose; item_id: string | null };

const COLUMNS = "token_hash, user_id, token_sealed, purpose, item_id";
const toIntent = (row: Row): LinkIntent => ({
  tokenHash: row.token_hash,
  userId: row.user_id as UserId,
  tokenSealed: row.token_sealed,
  purpose: row.purpose,
  itemId: row.item_id as ItemId | null,
});

/**
 * Keeps an intent. Of the user's that nothing has come of the oldest go, so that there are `most`; those that are kept at the same
 * time do not see each other, and the next one makes up for it.
 */
export async function insertLinkIntent(
  sql: SqlExecutor,
  intent: LinkIntent & { createdAt: Date },
  { most }: { most: number },
): Promise<void> {
  await sql.executeSql(
    `WITH surplus AS (
       DELETE FROM link_intent WHERE ctid = ANY(ARRAY(
         SELECT ctid FROM link_intent WHERE user_id = $2 AND used_at IS NULL ORDER BY created_at DESC, token_hash OFFSET $7::int - 1
       ))
     )
     INSERT INTO link_intent (token_hash, user_id, token_sealed, purpose, item_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [intent.tokenHash, intent.userId, intent.tokenSealed, intent.purpose, intent.itemId, intent.createdAt, most],
  );
}

/** The user's intents of after `since`, the newest first, at most `limit`; those that something came of already included. */
export async function listLinkIntents(
  sql: SqlExecutor,
  userId: UserId,
  { since, limit }: { since: Date; limit: number },
): Promise<LinkIntent[]> {
  const { rows } = await sql.executeSql<Row>(
    `SELECT ${COLUMNS} FROM link_intent WHERE user_id = $1 AND created_at > $2 ORDER BY created_at DESC, token_hash LIMIT $3`,
    [userId, since, limit],
  );
  return rows.map(toIntent);
}

/**
 * The user's intent of after `since` that nothing has come of: the one with that token, else (null, or none such) the newest.
 */
export async function findUnusedLinkIntent(
  sql: SqlExecutor,
  userId: UserId,
  { tokenHash, since }: { tokenHash: string | null; since: Date },
): Promise<LinkIntent | null> {
  const { rows } = await sql.executeSql<Row>(
    `SELECT ${COLUMNS} FROM link_intent WHERE user_id = $1 AND created_at > $2 AND used_at IS NULL
     ORDER BY token_hash IS NOT DISTINCT FROM $3 DESC, created_at DESC, token_hash LIMIT 1`,
    [userId, since, tokenHash],
  );
  return rows[0] ? toIntent(rows[0]) : null;
}

/**
 * Notes that something has come of the user's intent; the first time counts. `since` null: however old it is. Null when there is none
 * such of after `since`.
 */
export async function markLinkIntentUsed(
  sql: SqlExecutor,
  userId: UserId,
  { tokenHash, since, at }: { tokenHash: string; since: Date | null; at: Date },
): Promise<LinkIntent | null> {
  const { rows } = await sql.executeSql<Row>(
    `UPDATE link_intent SET used_at = coalesce(used_at, $4)
     WHERE token_hash = $2 AND user_id = $1 AND ($3::timestamptz IS NULL OR created_at > $3) RETURNING ${COLUMNS}`,
    [userId, tokenHash, since, at],
  );
  return rows[0] ? toIntent(rows[0]) : null;
}
