import type { DateRange } from "@/domain/date-range";
import type { ItemId, RefreshRunId, UserId } from "@/domain/ids";
import type { RefreshTrigger } from "@/domain/refresh-trigger";
import { type Db, prismaOf, type SqlExecutor } from "./client";
import { fromDateColumn } from "./dates";
import { type ItemRecord, toItem } from "./items";

export type NewRefreshRun = {
  readonly runId: RefreshRunId;
  /** Null: all Items that the calling program may act for. */
  readonly userId: UserId | null;
  readonly trigger: RefreshTrigger;
  readonly window: DateRange;
  readonly requestedAt: Date;
  readonly itemIds: readonly ItemId[];
  /** Left to a job, which starts it; any other run starts at once. */
  readonly isQueued?: boolean;
};

/** Whether the run `r` is of this window, `$2` to `$3`, and exactly these Items, `$4`. */
const IS_OF_THESE = `r.range_start = $2 AND r.range_end = $3
  AND ARRAY(SELECT item_id FROM refresh_run_item WHERE run_id = r.id ORDER BY item_id) = ARRAY(SELECT unnest($4::text[]) ORDER BY 1)`;

/** Whether somebody holds the lease of an Item that has no result in the run `r` yet. */
const IS_WORKED_ON = `EXISTS (SELECT FROM refresh_run_item o JOIN item t USING (item_id)
  WHERE o.run_id = r.id AND o.status IN ('queued', 'running') AND t.lease_until > now())`;

/** Opens a run with its Items queued; a run without Items is done at once. */
export async function insertRefreshRun(sql: SqlExecutor, run: NewRefreshRun): Promise<void> {
  await sql.executeSql(
    `WITH run AS (
       INSERT INTO refresh_run (id, user_id, trigger, range_start, range_end, requested_at, started_at, finished_at)
       VALUES ($1, $2, $3, $4, $5, $6::timestamptz, CASE WHEN NOT $8 OR cardinality($7::text[]) = 0 THEN $6::timestamptz END,
         CASE WHEN cardinality($7::text[]) = 0 THEN $6::timestamptz END)
     )
     INSERT INTO refresh_run_item (run_id, item_id, status) SELECT $1, unnest($7::text[]), 'queued'`,
    [
      run.runId,
      run.userId,
      run.trigger,
      run.window.startDate,
      run.window.endDate,
      run.requestedAt,
      run.itemIds,
      run.isQueued ?? false,
    ],
  );
}

/**
 * The user's own run of exactly these Items and this window that somebody is at work on: an Item of it that has no result yet is
 * leased. Null when there is none.
 */
export async function findLiveRun(
  sql: SqlExecutor,
  { userId, itemIds, window }: { userId: UserId; itemIds: readonly ItemId[]; window: DateRange },
): Promise<RefreshRunId | null> {
  const { rows } = await sql.executeSql<{ id: RefreshRunId }>(
    `SELECT r.id FROM refresh_run r
     WHERE r.user_id = $1 AND r.trigger = 'user' AND r.finished_at IS NULL AND ${IS_OF_THESE} AND ${IS_WORKED_ON}
     ORDER BY r.requested_at DESC LIMIT 1`,
    [userId, window.startDate, window.endDate, itemIds],
  );
  return rows[0]?.id ?? null;
}

/** Locks to the end of the transaction which runs wait for their jobs, of one user or, with null, of the calling programs. */
export async function lockWaitingRuns(tx: SqlExecutor, userId: UserId | null): Promise<void> {
  await tx.executeSql("SELECT pg_advisory_xact_lock(hashtext('refresh_run'), hashtext(coalesce($1, '')))", [userId]);
}

/**
 * Of the caller's runs that were asked for after `since` and still wait for their jobs: how many there are, and the newest that was
 * asked for as this one is, null when there is none.
 */
export async function findWaitingRuns(
  sql: SqlExecutor,
  { userId, trigger, window, itemIds }: Pick<NewRefreshRun, "userId" | "trigger" | "window" | "itemIds">,
  { since }: { since: Date },
): Promise<{ count: number; same: RefreshRunId | null }> {
  const { rows } = await sql.executeSql<{ count: number; same: RefreshRunId | null }>(
    `SELECT count(*)::int AS count, (array_agg(r.id ORDER BY r.requested_at DESC) FILTER (WHERE r.trigger = $5 AND ${IS_OF_THESE}))[1] AS same
     FROM refresh_run r
     WHERE r.user_id IS NOT DISTINCT FROM $1 AND r.requested_at > $6 AND r.started_at IS NULL
       AND NOT EXISTS (SELECT FROM refresh_run_item WHERE run_id = r.id AND status <> 'queued')`,
    [userId, window.startDate, window.endDate, itemIds, trigger, since],
  );
  const [row] = rows;
  return { count: row?.count ?? 0, same: row?.same ?? null };
}

/** Ends a run none of whose Items is waiting or running. */
export async function finishRefreshRun(sql: SqlExecutor, runId: RefreshRunId, at: Date): Promise<void> {
  await sql.executeSql(
    `UPDATE refresh_run SET started_at = coalesce(started_at, $2), finished_at = $2 WHERE id = $1 AND finished_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM refresh_run_item WHERE run_id = $1 AND status IN ('queued', 'running'))`,
    [runId, at],
  );
}

/** A run with those of its Items that have no result yet; null when there is no such run. */
export async function listOpenRunItems(
  db: Db,
  runId: RefreshRunId,
): Promise<{ runId: RefreshRunId; range: DateRange; items: ItemRecord[] } | null> {
  const run = await prismaOf(db).refreshRun.findUnique({
    where: { id: runId },
    include: { items: { where: { status: { in: ["queued", "running"] } }, include: { item: true } } },
  });
  return (
    run && {
      runId,
      range: { startDate: fromDateColumn(run.rangeStart), endDate: fromDateColumn(run.rangeEnd) },
      items: run.items.map(({ item }) => toItem(item)),
    }
  );
}

export async function startRefreshRun(sql: SqlExecutor, runId: RefreshRunId, at: Date): Promise<void> {
  await sql.executeSql("UPDATE refresh_run SET started_at = coalesce(started_at, $2) WHERE id = $1", [runId, at]);
}

/**
 * Ends runs whose process died: started before `startedBefore`, with Items that have no result while nobody holds their lease.
 * A user's run is worked off by the process that was asked alone, so it is over once none of its Items is leased:
 * `userStartedBefore`. A run that still waits for its job has not started and is left alone. Returns how many were ended.
 */
export async function closeAbandonedRuns(
  sql: SqlExecutor,
  { startedBefore, userStartedBefore }: { startedBefore: Date; userStartedBefore: Date },
  failure: { error: string; at: Date },
): Promise<number> {
  const { rows } = await sql.executeSql<{ run_id: string }>(
    `UPDATE refresh_run_item i SET status = 'failed', reason = 'superseded', error = $2 FROM refresh_run r, item
     WHERE i.run_id = r.id AND item.item_id = i.item_id AND i.status IN ('queued', 'running') AND r.finished_at IS NULL
       AND (r.started_at < $1 OR r.trigger = 'user' AND r.started_at < $3 AND NOT ${IS_WORKED_ON})
       AND (item.lease_until IS NULL OR item.lease_until < now())
     RETURNING i.run_id`,
    [startedBefore, failure.error, userStartedBefore],
  );
  const runIds = new Set(rows.map((row) => row.run_id));
  for (const runId of runIds) await finishRefreshRun(sql, runId as RefreshRunId, failure.at);
  return runIds.size;
}
