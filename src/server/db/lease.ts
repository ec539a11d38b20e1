import type { DateRange } from "@/domain/date-range";
import type { ItemId, RefreshRunId } from "@/domain/ids";
import type { SqlExecutor } from "./client";
import { finishRefreshRun } from "./refresh-runs";

/** How long a lease lasts without being extended. Database time decides, so clocks of machines may differ. */
export const LEASE_SECONDS = 15;

export type LeaseRequest = {
  readonly itemId: ItemId;
  /** Names the process, for people who look at the row. */
  readonly owner: string;
  readonly runId: RefreshRunId;
  readonly window: DateRange;
  readonly startedAt: Date;
};

/**
 * Takes the Item's lease if it is free, opens the refresh that it is for, and closes what a dead holder left running.
 * Returns the fence, or null when somebody else holds the lease.
 */
export async function acquireLease(sql: SqlExecutor, request: LeaseRequest): Promise<bigint | null> {
  const { rows } = await sql.executeSql<{ fence: string; abandoned_runs: string[] }>(
    `WITH leased AS (
       UPDATE item SET lease_owner = $2, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), fence = fence + 1
       WHERE item_id = $1 AND (lease_until IS NULL OR lease_until < now()) RETURNING fence
     ), abandoned AS (
       UPDATE item_refresh f SET status = 'failed', reason = 'superseded', error = $7, finished_at = $6 FROM leased
       WHERE f.item_id = $1 AND f.status = 'running' AND f.fence < leased.fence
     ), abandoned_items AS (
       UPDATE refresh_run_item i SET status = 'failed', reason = 'superseded', error = $7 FROM leased
       WHERE i.item_id = $1 AND i.status = 'running' AND i.fence < leased.fence AND i.run_id <> $3
       RETURNING i.run_id
     ), opened AS (
       INSERT INTO item_refresh (item_id, fence, range_start, range_end, status, stage, started_at)
       SELECT $1, fence, $4, $5, 'running', 'holdings', $6 FROM leased
     ), linked AS (
       UPDATE refresh_run_item i SET fence = leased.fence, status = 'running' FROM leased
       WHERE i.run_id = $3 AND i.item_id = $1
     ), started AS (
       UPDATE refresh_run r SET started_at = coalesce(r.started_at, $6) FROM leased WHERE r.id = $3 AND r.started_at IS NULL
     )
     SELECT fence, ARRAY(SELECT run_id FROM abandoned_items) AS abandoned_runs FROM leased`,
    [
      request.itemId,
      request.owner,
      request.runId,
      request.window.startDate,
      request.window.endDate,
      request.startedAt,
      "The refresh was cut short",
    ],
  );
  const [leased] = rows;
  if (!leased) return null;
  for (const runId of leased.abandoned_runs) await finishRefreshRun(sql, runId as RefreshRunId, request.startedAt);
  return BigInt(leased.fence);
}

/** The Item's newest fence: a refresh with a higher one begins after this was read. */
export async function readFence(sql: SqlExecutor, itemId: ItemId): Promise<bigint> {
  const { rows } = await sql.executeSql<{ fence: string }>("SELECT fence FROM item WHERE item_id = $1", [itemId]);
  return BigInt(rows[0]?.fence ?? 0);
}

/** Keeps the lease for another term; false when it has passed to somebody else. */
export async function extendLease(sql: SqlExecutor, itemId: ItemId, fence: bigint): Promise<boolean> {
  const { rows } = await sql.executeSql(
    `UPDATE item SET lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
     WHERE item_id = $1 AND fence = $2 AND lease_until IS NOT NULL RETURNING 1`,
    [itemId, fence],
  );
  return rows.length > 0;
}

/** Locks the Item's row to the end of the transaction; false when the fence is not the newest or the lease was given up. */
export async function lockIfFenced(sql: SqlExecutor, itemId: ItemId, fence: bigint): Promise<boolean> {
  const { rows } = await sql.executeSql(
    "SELECT 1 FROM item WHERE item_id = $1 AND fence = $2 AND lease_until IS NOT NULL FOR UPDATE",
    [itemId, fence],
  );
  return rows.length > 0;
}
