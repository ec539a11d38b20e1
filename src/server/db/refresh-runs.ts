import type { DateRange } from "@/domain/date-range";
import type { ItemId, RefreshRunId, UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

export type RefreshTrigger = "user" | "api" | "webhook" | "schedule" | "link";

export type NewRefreshRun = {
  readonly runId: RefreshRunId;
  /** Null: all Items that the calling program may act for. */
  readonly userId: UserId | null;
  readonly trigger: RefreshTrigger;
  readonly window: DateRange;
  readonly requestedAt: Date;
  readonly itemIds: readonly ItemId[];
};

/** Opens a run with its Items queued; a run without Items is done at once. */
export async function insertRefreshRun(sql: SqlExecutor, run: NewRefreshRun): Promise<void> {
  await sql.executeSql(
    `WITH run AS (
       INSERT INTO refresh_run (id, user_id, trigger, range_start, range_end, requested_at, started_at, finished_at)
       VALUES ($1, $2, $3, $4, $5, $6::timestamptz, CASE WHEN cardinality($7::text[]) = 0 THEN $6::timestamptz END,
         CASE WHEN cardinality($7::text[]) = 0 THEN $6::timestamptz END)
     )
     INSERT INTO refresh_run_item (run_id, item_id, status) SELECT $1, unnest($7::text[]), 'queued'`,
    [run.runId, run.userId, run.trigger, run.window.startDate, run.window.endDate, run.requestedAt, run.itemIds],
  );
}
