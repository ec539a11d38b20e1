import type { CalendarDate } from "@/domain/calendar-date";
import type { DateRange } from "@/domain/date-range";
import type { ItemId, RefreshRunId, UserId } from "@/domain/ids";
import type { ChangeCounts } from "@/domain/reconcile/field-changes";
import type { PictureCounts } from "@/domain/reconcile/reconcile";
import type { RefreshTrigger } from "@/domain/refresh-trigger";
import type { RunResult } from "@/domain/run-result";
import { type Db, prismaOf, type SqlExecutor } from "./client";
import { fromDateColumn } from "./dates";
import type { ItemRefresh, Prisma, RefreshRun, RefreshRunItem } from "./generated/client";
import { camelCase } from "./recordset";

/** A refresh as it is read back: under way or ended. */
export type RefreshRecord = {
  readonly stage: string;
  readonly progressDone: number;
  readonly progressTotal: number | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Plaid's request_id of the call that failed. */
  readonly providerRequestId: string | null;
  readonly counts: PictureCounts;
  readonly holdings: ChangeCounts;
  readonly transactions: ChangeCounts;
};

export type RunItemRecord = {
  readonly itemId: ItemId;
  readonly institutionId: string | null;
  readonly institutionName: string | null;
  readonly fence: bigint | null;
  readonly status: "queued" | "running" | "success" | "failed";
  readonly error: string | null;
  readonly reason: string | null;
  readonly refresh: RefreshRecord | null;
};

export type RunRecord = {
  readonly runId: RefreshRunId;
  readonly trigger: RefreshTrigger;
  readonly range: DateRange;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly items: readonly RunItemRecord[];
};

const ITEM_PARTS = { refresh: true, item: { select: { institutionId: true, institutionName: true } } } as const;

/** A run that this caller asked for: of that user, or any when `userId` is null. */
export async function findRun(db: Db, runId: RefreshRunId, userId: UserId | null): Promise<RunRecord | null> {
  const row = await prismaOf(db).refreshRun.findFirst({
    where: { id: runId, ...(userId === null ? {} : { userId }) },
    include: { items: { include: ITEM_PARTS } },
  });
  return row && toRun(row);
}

/** Runs that the user asked for or that refreshed the user's Items. Of their Items only the user's own are shown. */
const concerning = (userId: UserId) => ({
  where: { OR: [{ userId }, { items: { some: { item: { userId } } } }] },
  include: { items: { where: { item: { userId } }, include: ITEM_PARTS } },
});

/**
 * A run that concerns the user, as it stands: one statement, all by keys, for it is asked twice a second while somebody looks on.
 */
export async function findRunConcerning(
  sql: SqlExecutor,
  runId: RefreshRunId,
  userId: UserId,
): Promise<RunRecord | null> {
  const { rows } = await sql.executeSql<RunConcerningRow>(
    `SELECT r.trigger, r.range_start::text, r.range_end::text, r.requested_at, r.started_at, r.finished_at,
       i.item_id, t.institution_id, t.institution_name, i.fence, i.status, i.error, i.reason, to_jsonb(f) AS refresh
     FROM refresh_run r
     LEFT JOIN (refresh_run_item i JOIN item t ON t.item_id = i.item_id AND t.user_id = $2) ON i.run_id = r.id
     LEFT JOIN item_refresh f ON f.item_id = i.item_id AND f.fence = i.fence
     WHERE r.id = $1 AND (r.user_id = $2 OR i.item_id IS NOT NULL)
     ORDER BY t.linked_at, t.item_id`,
    [runId, userId],
  );
  return rows[0] ? toRunConcerning(runId, rows[0], rows) : null;
}

/** Where a page of runs ended. Several runs may have been requested at one instant: the id tells them apart. */
export type RunPosition = { readonly requestedAt: Date; readonly runId: RefreshRunId };

export type RunFilter = { readonly trigger: RefreshTrigger | null; readonly result: RunResult | null };

const OPEN = ["queued", "running"];

/** By the results of the user's own Items: those of others in the same run are not told of, so they decide nothing either. */
function ofResult(userId: UserId, result: RunResult): Prisma.RefreshRunWhereInput {
  const own = (status: string[]) => ({ item: { userId }, status: { in: status } });
  if (result === "running") return { items: { some: own(OPEN) } };
  if (result === "success") return { items: { none: own([...OPEN, "failed"]) } };
  return { AND: [{ items: { some: own(["failed"]) } }, { items: { none: own(OPEN) } }] };
}

/** Runs that concern the user, newest first; at most `limit` of those after `after` in that order. */
export async function listRuns(
  db: Db,
  userId: UserId,
  { trigger, result }: RunFilter,
  { after, limit }: { after: RunPosition | null; limit: number },
): Promise<RunRecord[]> {
  const { where: concerned, include } = concerning(userId);
  const where: Prisma.RefreshRunWhereInput = {
    AND: [concerned, trigger === null ? {} : { trigger }, result === null ? {} : ofResult(userId, result)],
  };
  const rest = after && [
    { requestedAt: { lt: after.requestedAt } },
    { requestedAt: after.requestedAt, id: { lt: after.runId } },
  ];
  const rows = await prismaOf(db).refreshRun.findMany({
    where: rest ? { AND: [where, { OR: rest }] } : where,
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
    take: limit,
    include,
  });
  return rows.map(toRun);
}

/** A refresh under way, and the run that it is made for. */
export type RunningRefresh = {
  readonly runId: RefreshRunId;
  readonly trigger: RefreshTrigger;
  readonly itemId: ItemId;
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
};

/** Refreshes of these Items that are under way: opened, and their lease is live. */
export async function listRunningRefreshes(sql: SqlExecutor, itemIds: readonly ItemId[]): Promise<RunningRefresh[]> {
  const { rows } = await sql.executeSql<RunningRow>(
    `SELECT f.item_id, f.stage, f.progress_done, f.progress_total, r.id AS run_id, r.trigger
     FROM item_refresh f JOIN item i ON i.item_id = f.item_id AND i.fence = f.fence
     JOIN refresh_run_item o ON o.item_id = f.item_id AND o.fence = f.fence AND o.status = 'running'
     JOIN refresh_run r ON r.id = o.run_id
     WHERE f.item_id = ANY($1::text[]) AND f.status = 'running' AND i.lease_until > now()`,
    [itemIds],
  );
  return rows.map((row) => ({
    runId: row.run_id as RefreshRunId,
    trigger: row.trigger,
    itemId: row.item_id as ItemId,
    stage: row.stage,
    done: row.progress_done,
    total: row.progress_total,
  }));
}

type RunningRow = {
  run_id: string;
  trigger: RefreshTrigger;
  item_id: string;
  stage: string;
  progress_done: number;
  progress_total: number | null;
};
type RunConcerningRow = {
  trigger: RefreshTrigger;
  range_start: CalendarDate;
  range_end: CalendarDate;
  requested_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  /** Null in the one row of a run without Items. */
  item_id: ItemId | null;
  institution_id: string | null;
  institution_name: string | null;
  fence: string | null;
  status: RunItemRecord["status"];
  error: string | null;
  reason: string | null;
  refresh: Record<string, unknown> | null;
};

/** One row for each of the run's Items. */
function toRunConcerning(runId: RefreshRunId, run: RunConcerningRow, rows: readonly RunConcerningRow[]): RunRecord {
  return {
    runId,
    trigger: run.trigger,
    range: { startDate: run.range_start, endDate: run.range_end },
    requestedAt: run.requested_at,
    startedAt: run.started_at,
    finishedAt: run.finished_at,
    items: rows.flatMap((row) => (row.item_id === null ? [] : [toRunItem(row, row.item_id)])),
  };
}

function toRunItem(row: RunConcerningRow, itemId: ItemId): RunItemRecord {
  return {
    itemId,
    institutionId: row.institution_id,
    institutionName: row.institution_name,
    fence: row.fence === null ? null : BigInt(row.fence),
    status: row.status,
    error: row.error,
    reason: row.reason,
    refresh: row.refresh && toRefreshOfJson(row.refresh),
  };
}

/** JSON has no instants: they come as text. */
function toRefreshOfJson(json: Record<string, unknown>): RefreshRecord {
  const columns = Object.entries(json).map(([column, value]) => [camelCase(column), value]);
  const row = Object.fromEntries(columns) as ItemRefresh & { startedAt: string; finishedAt: string | null };
  const finishedAt = row.finishedAt === null ? null : new Date(row.finishedAt);
  return toRefresh({ ...row, startedAt: new Date(row.startedAt), finishedAt });
}

type RunItemRow = RefreshRunItem & {
  refresh: ItemRefresh | null;
  item: { institutionId: string | null; institutionName: string | null };
};

function toRun(row: RefreshRun & { items: RunItemRow[] }): RunRecord {
  return {
    runId: row.id as RefreshRunId,
    trigger: row.trigger as RefreshTrigger,
    range: { startDate: fromDateColumn(row.rangeStart), endDate: fromDateColumn(row.rangeEnd) },
    requestedAt: row.requestedAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    items: row.items.map((item) => ({
      itemId: item.itemId as ItemId,
      institutionId: item.item.institutionId,
      institutionName: item.item.institutionName,
      fence: item.fence,
      status: item.status as RunItemRecord["status"],
      error: item.error,
      reason: item.reason,
      refresh: item.refresh && toRefresh(item.refresh),
    })),
  };
}

function toRefresh(row: ItemRefresh): RefreshRecord {
  return {
    stage: row.stage,
    progressDone: row.progressDone,
    progressTotal: row.progressTotal,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    providerRequestId: row.providerRequestId,
    counts: { securities: row.securityCount, holdings: row.holdingCount, transactions: row.transactionCount },
    holdings: {
      added: row.holdingsAdded,
      changed: row.holdingsChanged,
      removed: row.holdingsRemoved,
      unchanged: row.holdingsUnchanged,
    },
    transactions: {
      added: row.transactionsAdded,
      changed: row.transactionsChanged,
      removed: row.transactionsRemoved,
      unchanged: row.transactionsUnchanged,
    },
  };
}
