import { ERASED_KINDS, type ErasedCounts, type StoredCounts } from "@/domain/erasure";
import type { ItemId, UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";
import { ITEM_COLUMNS, type ItemRecord, type ItemRow, toItemOfRow } from "./items";

/**
 * Locks the row of the user's Item to the end of the transaction; returns the name of its institution, or null when the Item is
 * not linked (any more).
 */
export async function lockLinkedItem(
  sql: SqlExecutor,
  userId: UserId,
  itemId: ItemId,
): Promise<{ institutionName: string | null } | null> {
  const { rows } = await sql.executeSql<{ name: string | null }>(
    `SELECT coalesce((SELECT name FROM institution n WHERE n.institution_id = i.institution_id), i.institution_name) AS name
     FROM item i WHERE i.item_id = $1 AND i.user_id = $2 AND i.unlinked_at IS NULL FOR UPDATE OF i`,
    [itemId, userId],
  );
  return rows[0] ? { institutionName: rows[0].name } : null;
}

const deletion = (table: string) =>
  `WITH gone AS (DELETE FROM ${table} WHERE item_id = $1 RETURNING 1) SELECT count(*)::int AS count FROM gone`;

/**
 * What is stored of an Item, in the order in which it can go. Runs that are under way keep the Item without its refresh, for
 * whoever works them off; of those that are over it is taken out, and one that was about nothing else goes with it.
 */
const DELETIONS: Readonly<Record<keyof ErasedCounts, string>> = {
  refreshRuns: `WITH open AS (
      UPDATE refresh_run_item i SET fence = NULL, status = CASE WHEN i.status = 'running' THEN 'queued' ELSE i.status END
      FROM refresh_run r WHERE r.id = i.run_id AND i.item_id = $1 AND r.finished_at IS NULL
    ), gone AS (
      DELETE FROM refresh_run_item i USING refresh_run r
      WHERE r.id = i.run_id AND i.item_id = $1 AND r.finished_at IS NOT NULL RETURNING i.run_id
    ), emptied AS (
      DELETE FROM refresh_run r USING gone WHERE r.id = gone.run_id
        AND NOT EXISTS (SELECT FROM refresh_run_item o WHERE o.run_id = r.id AND o.item_id <> $1)
    ) SELECT count(*)::int AS count FROM gone`,
  refreshChanges: deletion("refresh_change"),
  refreshes: deletion("item_refresh"),
  transactions: deletion("investment_transaction"),
  holdingVersions: deletion("holding_version"),
  holdings: deletion("holding"),
  accountDays: deletion("account_day"),
  webhooks: deletion("webhook_event"),
  accounts: deletion("account"),
};

/** What the user's Item has stored of each kind that people know; null when it is not linked (any more). */
export async function countItemRows(sql: SqlExecutor, userId: UserId, itemId: ItemId): Promise<StoredCounts | null> {
  const count = (table: string) => `(SELECT count(*)::int FROM ${table} t WHERE t.item_id = i.item_id)`;
  const { rows } = await sql.executeSql<StoredCounts>(
    `SELECT ${count("account")} AS accounts, ${count("holding")} AS holdings,
       ${count("investment_transaction")} AS transactions, ${count("item_refresh")} AS refreshes
     FROM item i WHERE i.item_id = $1 AND i.user_id = $2 AND i.unlinked_at IS NULL`,
    [itemId, userId],
  );
  return rows[0] ?? null;
}

/** Deletes everything that was read of an Item, and tells how many rows of each kind that was. Securities are shared and stay. */
export async function eraseItemRows(sql: SqlExecutor, itemId: ItemId): Promise<ErasedCounts> {
  const counts: Partial<Record<keyof ErasedCounts, number>> = {};
  for (const kind of ERASED_KINDS) {
    const { rows } = await sql.executeSql<{ count: number }>(DELETIONS[kind], [itemId]);
    counts[kind] = rows[0]?.count ?? 0;
  }
  return counts as ErasedCounts;
}

/**
 * Unlinks the Item, whose lease whoever holds it loses: a refresh that is under way stores nothing any more. What is left of the
 * row says that there was an Item and when it ended; its token stays until Plaid has removed it.
 */
export async function markUnlinked(sql: SqlExecutor, itemId: ItemId, at: Date): Promise<void> {
  await sql.executeSql(
    `UPDATE item SET unlinked_at = $2, fence = fence + 1, lease_owner = NULL, lease_until = NULL, institution_id = NULL,
       institution_name = NULL, reason = NULL, suspect_picture = NULL, expires_at = NULL, limited_until = NULL,
       refreshed_at = NULL, stored_fence = NULL, history_loaded_at = NULL, provider_updated_at = NULL, swept_at = NULL, metadata_fetched_at = NULL,
       webhook_fence = NULL, new_accounts_at = NULL, failure_count = 0 WHERE item_id = $1`,
    [itemId, at],
  );
}

/**
 * Claims an unlinked Item for its removal at Plaid: from then on it is not linked again. Null when there is nothing to remove: it
 * is linked again, or was removed before.
 */
export async function claimRemoval(
  sql: SqlExecutor,
  itemId: ItemId,
  at: Date,
): Promise<(ItemRecord & { readonly accessTokenSealed: string; readonly removalStartedAt: Date }) | null> {
  const { rows } = await sql.executeSql<ItemRow>(
    `UPDATE item SET removal_started_at = coalesce(removal_started_at, $2)
     WHERE item_id = $1 AND unlinked_at IS NOT NULL AND access_token_sealed IS NOT NULL RETURNING ${ITEM_COLUMNS}`,
    [itemId, at],
  );
  const item = rows[0] && toItemOfRow(rows[0]);
  const { accessTokenSealed = null, removalStartedAt = null } = item ?? {};
  return item && accessTokenSealed !== null && removalStartedAt
    ? { ...item, accessTokenSealed, removalStartedAt }
    : null;
}

/** Unlinked Items that Plaid has not confirmed to have removed. */
export async function listItemsToRemove(sql: SqlExecutor): Promise<ItemId[]> {
  const { rows } = await sql.executeSql<{ item_id: ItemId }>(
    "SELECT item_id FROM item WHERE unlinked_at IS NOT NULL AND access_token_sealed IS NOT NULL ORDER BY unlinked_at",
  );
  return rows.map((row) => row.item_id);
}

/** Erases the access token of an Item that was removed at Plaid. */
export async function eraseAccessToken(sql: SqlExecutor, itemId: ItemId): Promise<void> {
  await sql.executeSql(
    `UPDATE item SET access_token_sealed = NULL, access_token_since = NULL, token_replacement = NULL, removal_started_at = NULL
     WHERE item_id = $1 AND removal_started_at IS NOT NULL`,
    [itemId],
  );
}
