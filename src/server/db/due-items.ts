import type { ItemId } from "@/domain/ids";
import { type ItemState, RESTING_STATES } from "@/domain/item-status";
import type { SqlExecutor } from "./client";

/** `hasHistory`: whether the first import of it is done. */
export type DueItem = { readonly itemId: ItemId; readonly hasHistory: boolean };

/** Longer ahead than any schedule sets it: a clock was wrong when it did. */
const FARTHEST = "36 hours";

/**
 * Takes Items whose next refresh is due, the longest waiting first, and gives each `claimedUntil` as its next time, which the
 * refresh itself replaces. Two workers never take the same; what another one is just taking is skipped, not waited for.
 */
export async function claimDueItems(
  sql: SqlExecutor,
  { now, claimedUntil, limit }: { now: Date; claimedUntil: Date; limit: number },
): Promise<DueItem[]> {
  const resting: readonly ItemState[] = RESTING_STATES;
  const { rows } = await sql.executeSql<{ item_id: string; has_history: boolean }>(
    `WITH due AS (
       SELECT item_id FROM item
       WHERE (next_refresh_at IS NULL OR next_refresh_at <= $1 OR next_refresh_at > $1::timestamptz + interval '${FARTHEST}')
         AND unlinked_at IS NULL AND (state <> ALL($4::text[]) OR webhook_fence IS NOT NULL AND state <> 'disconnected')
         AND 'investments' = ANY(products)
       ORDER BY next_refresh_at NULLS FIRST LIMIT $3 FOR UPDATE SKIP LOCKED
     )
     UPDATE item i SET next_refresh_at = $2 FROM due WHERE i.item_id = due.item_id
     RETURNING i.item_id, i.history_loaded_at IS NOT NULL AS has_history`,
    [now, claimedUntil, limit, resting],
  );
  return rows.map((row) => ({ itemId: row.item_id as ItemId, hasHistory: row.has_history }));
}
