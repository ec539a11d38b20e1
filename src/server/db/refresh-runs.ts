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
 * A run that still waits for its job has not started and is left alone. Returns how many were ended.
 */
export async function closeAbandonedRuns(
  sql: SqlExecutor,
  startedBefore: Date,
  failure: { error: string; at: Date },
): Promise<number> {
  const { rows } = await sql.executeSql<{ run_id: string }>(
    `UPDATE refresh_run_item i SET status = 'failed', reason = 'superseded', error = $2 FROM refresh_run r, item
     WHERE i.run_id = r.id AND item.item_id = i.item_id AND i.status IN ('queued', 'running') AND r.finished_at IS NULL
       AND r.started_at < $1 AND (item.lease_until IS NULL OR item.lease_until < now())
     RETURNING i.run_id`,
    [startedBefore, failure.error],
  );
  const runIds = new Set(rows.map((row) => row.run_id));
  for (const runId of runIds) await finishRefreshRun(sql, runId as RefreshRunId, failure.at);
  return runIds.size;
}
