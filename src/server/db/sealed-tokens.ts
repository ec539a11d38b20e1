import type { ItemId, UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";
import { recordset, toArrays } from "./recordset";

export type SealedToken = { readonly itemId: ItemId; readonly userId: UserId; readonly sealed: string };

/** A sealed text, and what it is replaced by if it is still the one that stands there. */
export type ResealedToken = { readonly itemId: ItemId; readonly sealed: string; readonly resealed: string };

const RESEALED = { item_id: "text", sealed: "text", resealed: "text" };

/** How many access tokens are sealed under each key; null for texts of no known form. */
export async function countTokensByKey(sql: SqlExecutor): Promise<{ keyId: string | null; items: number }[]> {
  const { rows } = await sql.executeSql<{ key_id: string | null; items: number }>(
    `SELECT substring(access_token_sealed FROM '^v1\\.([0-9a-f]{16})\\.') AS key_id, count(*)::int AS items
     FROM item WHERE access_token_sealed IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
  );
  return rows.map((row) => ({ keyId: row.key_id, items: row.items }));
}

/** API keys in force that are still kept under another secret than the current one: their next use brings them to it. */
export async function countApiKeysUnderOtherSecrets(
  sql: SqlExecutor,
  { macKeyId, now }: { macKeyId: string; now: Date },
): Promise<number> {
  const { rows } = await sql.executeSql<{ count: number }>(
    `SELECT count(*)::int AS count FROM api_key
     WHERE mac_key_id <> $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
    [macKeyId, now],
  );
  return rows[0]?.count ?? 0;
}

/** Access tokens that are not sealed under this key, in the order of their Items, from the one after `after` on. */
export async function listTokensUnderOtherKeys(
  sql: SqlExecutor,
  { keyId, after, limit }: { keyId: string; after: string; limit: number },
): Promise<SealedToken[]> {
  const { rows } = await sql.executeSql<{ item_id: ItemId; user_id: UserId; access_token_sealed: string }>(
    `SELECT item_id, user_id, access_token_sealed FROM item
     WHERE access_token_sealed IS NOT NULL AND NOT starts_with(access_token_sealed, 'v1.' || $1 || '.') AND item_id > $2
     ORDER BY item_id LIMIT $3`,
    [keyId, after, limit],
  );
  return rows.map((row) => ({ itemId: row.item_id, userId: row.user_id, sealed: row.access_token_sealed }));
}

/**
 * Stores texts sealed anew, each only where the text that it was made from still stands: a token that came meanwhile stays. A row
 * that somebody is writing is left out rather than waited for. Returns the Items whose text was stored.
 */
export async function replaceSealedTokens(sql: SqlExecutor, tokens: readonly ResealedToken[]): Promise<Set<ItemId>> {
  const { rows } = await sql.executeSql<{ item_id: ItemId }>(
    `WITH free AS (
       SELECT i.item_id, r.resealed FROM item i JOIN ${recordset(1, RESEALED)}
         ON i.item_id = r.item_id AND i.access_token_sealed = r.sealed
       FOR NO KEY UPDATE OF i SKIP LOCKED
     )
     UPDATE item i SET access_token_sealed = free.resealed FROM free WHERE i.item_id = free.item_id RETURNING i.item_id`,
    toArrays(tokens, RESEALED),
  );
  return new Set(rows.map((row) => row.item_id));
}

/** Items whose access token was handed out before an instant, in the order of their ids. */
export async function listItemsWithTokenBefore(sql: SqlExecutor, before: Date): Promise<ItemId[]> {
  const { rows } = await sql.executeSql<{ item_id: ItemId }>(
    `SELECT item_id FROM item WHERE access_token_sealed IS NOT NULL AND coalesce(access_token_since, linked_at) < $1
     ORDER BY item_id`,
    [before],
  );
  return rows.map((row) => row.item_id);
}

/** Items whose access token was being replaced by somebody who never said how that ended. */
export async function listUnsettledReplacements(sql: SqlExecutor): Promise<ItemId[]> {
  const { rows } = await sql.executeSql<{ item_id: ItemId }>(
    "SELECT item_id FROM item WHERE token_replacement IS NOT NULL AND access_token_sealed IS NOT NULL ORDER BY item_id",
  );
  return rows.map((row) => row.item_id);
}

/** Notes that the token is about to be replaced at Plaid; false when it is not this one any more. */
export async function beginTokenReplacement(
  sql: SqlExecutor,
  { itemId, sealed, replacement }: { itemId: ItemId; sealed: string; replacement: string },
): Promise<boolean> {
  const { rows } = await sql.executeSql(
    "UPDATE item SET token_replacement = $3 WHERE item_id = $1 AND access_token_sealed = $2 RETURNING 1",
    [itemId, sealed, replacement],
  );
  return rows.length > 0;
}

/** Ends a replacement that changed nothing at Plaid. */
export async function cancelTokenReplacement(
  sql: SqlExecutor,
  { itemId, replacement }: { itemId: ItemId; replacement: string },
): Promise<void> {
  await sql.executeSql("UPDATE item SET token_replacement = NULL WHERE item_id = $1 AND token_replacement = $2", [
    itemId,
    replacement,
  ]);
}

/**
 * Stores the token that a replacement brought; false when the Item got another one meanwhile. Whoever holds the lease: the token
 * that stands there is dead. An Item that was believed lost is refreshed as soon as possible.
 */
export async function storeReplacedToken(
  sql: SqlExecutor,
  { itemId, replacement, sealed, at }: { itemId: ItemId; replacement: string; sealed: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql.executeSql(
    `UPDATE item SET access_token_sealed = $3, access_token_since = $4, token_replacement = NULL,
       next_refresh_at = CASE WHEN state = 'key_unavailable' THEN NULL ELSE next_refresh_at END
     WHERE item_id = $1 AND token_replacement = $2 RETURNING 1`,
    [itemId, replacement, sealed, at],
  );
  return rows.length > 0;
}

/** Says that the Item's token is dead and the one that replaced it nowhere. The replacement stays noted, should it turn up. */
export async function markTokenLost(
  sql: SqlExecutor,
  { itemId, replacement, at }: { itemId: ItemId; replacement: string; at: Date },
): Promise<void> {
  await sql.executeSql(
    `UPDATE item SET state = 'key_unavailable', reason = 'token_lost', state_since = $3
     WHERE item_id = $1 AND token_replacement = $2 AND reason IS DISTINCT FROM 'token_lost'`,
    [itemId, replacement, at],
  );
}
