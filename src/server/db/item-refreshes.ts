import type { DateRange } from "@/domain/date-range";
import type { ItemId, RefreshRunId, UserId } from "@/domain/ids";
import type { ItemState } from "@/domain/item-status";
import type { Change, ChangeCounts } from "@/domain/reconcile/field-changes";
import type { Doubt } from "@/domain/reconcile/known";
import type { PictureCounts } from "@/domain/reconcile/reconcile";
import { type Db, prismaOf, type SqlExecutor } from "./client";
import { toDateColumn } from "./dates";
import type { LeaseKey } from "./lease";
import { executeByParts, recordset } from "./recordset";
import { finishRefreshRun } from "./refresh-runs";

export type RefreshStage = "holdings" | "transactions" | "saving" | "done";

/** One refresh that has come to its end. */
export type FinishedRefresh = {
  /** Null when it was refused before it began. */
  readonly fence: bigint | null;
  readonly status: "success" | "failed";
  readonly counts: PictureCounts;
  readonly error: string | null;
  readonly reason: string | null;
};

/** The oldest finished refresh of the Item that began after `afterFence` and was for the same window. */
export async function findFinishedRefresh(
  db: Db,
  itemId: ItemId,
  afterFence: bigint,
  window: DateRange,
): Promise<FinishedRefresh | null> {
  const row = await prismaOf(db).itemRefresh.findFirst({
    where: {
      itemId,
      fence: { gt: afterFence },
      rangeStart: toDateColumn(window.startDate),
      rangeEnd: toDateColumn(window.endDate),
      status: { in: ["success", "failed"] },
      // A refresh that was cut short says nothing about Plaid.
      OR: [{ reason: null }, { reason: { not: "superseded" } }],
    },
    orderBy: { fence: "asc" },
  });
  return (
    row && {
      fence: row.fence,
      status: row.status === "success" ? "success" : "failed",
      counts: { securities: row.securityCount, holdings: row.holdingCount, transactions: row.transactionCount },
      error: row.error,
      reason: row.reason,
    }
  );
}

export async function updateProgress(
  db: Db,
  itemId: ItemId,
  fence: bigint,
  progress: { stage: RefreshStage; done: number; total: number | null },
): Promise<void> {
  await prismaOf(db).itemRefresh.updateMany({
    where: { itemId, fence, status: "running" },
    data: { stage: progress.stage, progressDone: progress.done, progressTotal: progress.total },
  });
}

export type RefreshSuccess = LeaseKey & {
  readonly runId: RefreshRunId;
  readonly at: Date;
  readonly counts: PictureCounts;
  readonly holdings: ChangeCounts;
  readonly transactions: ChangeCounts;
  /** Whether this refresh covered all that Plaid has. */
  readonly isFullHistory: boolean;
  /** Whether it covered the last 30 days. One that did not is no answer to a webhook, and puts off no scheduled refresh. */
  readonly isRecent: boolean;
  /** Whether the full history is due, and this was not it: then the next refresh is, and later ones of less do not put it off. */
  readonly isSweepLeft: boolean;
  readonly nextRefreshAt: Date;
  /** In its place while rows are in doubt or a sweep is left. */
  readonly nextSweepAt: Date;
  /** In their place when a webhook came meanwhile. */
  readonly nextWebhookRefreshAt: Date;
};

/** Ends the refresh's part of its run, and the run with its last Item; for statements in which `mine` is the Item while it is leased. */
const SETTLE_RUN = `settled AS (
       UPDATE refresh_run_item r SET fence = $2, status = $6, error = $7, reason = $8 FROM mine
       WHERE r.run_id = $4 AND r.item_id = mine.item_id
     ), finished AS (
       UPDATE refresh_run r SET finished_at = $5 FROM mine WHERE r.id = $4 AND r.finished_at IS NULL AND NOT EXISTS (
         SELECT FROM refresh_run_item o WHERE o.run_id = $4 AND o.item_id <> mine.item_id AND o.status IN ('queued', 'running'))
     )`;

/** A webhook since this refresh began may tell of what it did not see: it stays unanswered. For statements with the Item as `i`. */
const CAME_MEANWHILE = "coalesce(i.webhook_fence >= $2, false)";

/**
 * Ends a refresh with its result, clears the Item's trouble and gives up the lease: one statement, part of the transaction that
 * stores the picture, or alone when nothing changed. False, and nothing is written, when the lease has passed to somebody else.
 * The Item stays in doubt while a row is marked as missing that Plaid could still show: of an active account, and within the 24
 * months that it looks back, but for the last days of them, of which a refresh believes nothing.
 */
export async function recordSuccess(sql: SqlExecutor, success: RefreshSuccess): Promise<boolean> {
  const { counts, holdings, transactions } = success;
  const { rows } = await sql.executeSql(
    `WITH verdict AS (
       SELECT CASE WHEN EXISTS (
         SELECT 1 FROM investment_transaction t JOIN account a USING (item_id, account_id)
         WHERE t.item_id = $1 AND t.missing_since IS NOT NULL AND a.is_active AND t.date >= $5::timestamptz - interval '24 months' + interval '7 days'
       ) THEN 'suspect' ELSE 'ok' END AS state
     ), mine AS (
       UPDATE item i SET lease_owner = NULL, lease_until = NULL, refreshed_at = $5, stored_fence = $2, limited_until = NULL, suspect_picture = NULL,
         reason = CASE WHEN v.state = 'suspect' THEN 'suspect_withdrawn' END,
         state_since = CASE WHEN i.state = v.state THEN i.state_since ELSE $5 END, state = v.state,
         history_loaded_at = CASE WHEN $9 THEN coalesce(i.history_loaded_at, $5) ELSE i.history_loaded_at END,
         swept_at = CASE WHEN $9 AND NOT ${CAME_MEANWHILE} THEN $5 ELSE i.swept_at END, failure_count = 0,
         next_refresh_at = CASE WHEN ${CAME_MEANWHILE} THEN $23::timestamptz WHEN $24 THEN least(i.next_refresh_at, $22)
           WHEN v.state = 'suspect' THEN $22 WHEN $25 THEN $21 ELSE i.next_refresh_at END,
         webhook_fence = CASE WHEN ${CAME_MEANWHILE} OR NOT $25 THEN i.webhook_fence END
       FROM verdict v WHERE i.item_id = $1 AND i.fence = $2 AND i.lease_owner = $3 RETURNING i.item_id
     ), refresh AS (
       UPDATE item_refresh f SET status = $6, stage = 'done', finished_at = $5, security_count = $10, holding_count = $11,
         transaction_count = $12, holdings_added = $13, holdings_changed = $14, holdings_removed = $15, holdings_unchanged = $16,
         transactions_added = $17, transactions_changed = $18, transactions_removed = $19, transactions_unchanged = $20
       FROM mine WHERE f.item_id = mine.item_id AND f.fence = $2
     ), ${SETTLE_RUN}
     SELECT FROM mine`,
    [
      ...[success.itemId, success.fence, success.owner, success.runId, success.at, "success", null, null],
      success.isFullHistory,
      ...[counts.securities, counts.holdings, counts.transactions],
      ...[holdings, transactions].flatMap((kind) => [kind.added, kind.changed, kind.removed, kind.unchanged]),
      ...[success.nextRefreshAt, success.nextSweepAt, success.nextWebhookRefreshAt, success.isSweepLeft],
      success.isRecent,
    ],
  );
  return rows.length > 0;
}

export type RefreshFailure = LeaseKey & {
  readonly runId: RefreshRunId;
  readonly at: Date;
  /** For people and callers. */
  readonly error: string;
  /** Plaid's error_code or a reason of ours. */
  readonly reason: string;
  readonly providerRequestId: string | null;
  /** Null: the failure says nothing about the Item's state. */
  readonly state: ItemState | null;
  readonly doubt: Doubt | null;
  readonly limitedUntil: Date | null;
  /** Failures in a row, this one included. */
  readonly failureCount: number;
  readonly nextRefreshAt: Date;
  /** At the latest then, when a webhook came meanwhile. */
  readonly nextWebhookRefreshAt: Date;
};

/**
 * Ends a refresh without a picture: nothing of the portfolio changes, the Item says why and the lease is given up. A failure that
 * tells the Item's state answers a webhook as a success does. False, and nothing is written, when the lease has passed to somebody
 * else.
 */
export async function recordFailure(sql: SqlExecutor, failure: RefreshFailure): Promise<boolean> {
  const { rows } = await sql.executeSql(
    `WITH mine AS (
       UPDATE item i SET lease_owner = NULL, lease_until = NULL, limited_until = $9,
         reason = CASE WHEN $8 = 'unlinked' AND i.state = 'disconnected' THEN i.reason ELSE $8::text END,
         suspect_picture = coalesce($10, suspect_picture), state = coalesce($11, state),
         state_since = CASE WHEN $11::text IS NULL OR state = $11 AND suspect_picture IS NOT DISTINCT FROM $10 THEN state_since ELSE $5 END,
         failure_count = $13,
         next_refresh_at = CASE WHEN ${CAME_MEANWHILE} THEN least($14, $15::timestamptz) ELSE $14 END,
         webhook_fence = CASE WHEN $11 IS NULL OR ${CAME_MEANWHILE} THEN webhook_fence END
       WHERE item_id = $1 AND fence = $2 AND lease_owner = $3 RETURNING item_id
     ), refresh AS (
       UPDATE item_refresh f SET status = $6, finished_at = $5, error = $7, reason = $8, provider_request_id = $12
       FROM mine WHERE f.item_id = mine.item_id AND f.fence = $2
     ), ${SETTLE_RUN}
     SELECT FROM mine`,
    [
      ...[
        failure.itemId,
        failure.fence,
        failure.owner,
        failure.runId,
        failure.at,
        "failed",
        failure.error,
        failure.reason,
      ],
      ...[failure.limitedUntil, failure.doubt?.fingerprint ?? null, failure.state, failure.providerRequestId],
      ...[failure.failureCount, failure.nextRefreshAt, failure.nextWebhookRefreshAt],
    ],
  );
  return rows.length > 0;
}

/** Tells on the user's Item that a caller gave up waiting for the refresh under way, whose end says more. */
export async function markBusy(sql: SqlExecutor, userId: UserId, itemId: ItemId): Promise<void> {
  await sql.executeSql("UPDATE item SET reason = 'busy' WHERE item_id = $1 AND user_id = $2 AND lease_until > now()", [
    itemId,
    userId,
  ]);
}

/** Gives a run's Item its result, and ends the run with its last Item. */
export async function settleRunItem(
  sql: SqlExecutor,
  result: {
    runId: RefreshRunId;
    itemId: ItemId;
    /** The refresh that served it; null when none began. */
    fence: bigint | null;
    status: "success" | "failed";
    error: string | null;
    reason: string | null;
    at: Date;
  },
): Promise<void> {
  await sql.executeSql(
    `UPDATE refresh_run_item SET fence = $3, status = $4, error = $5, reason = $6 WHERE run_id = $1 AND item_id = $2`,
    [result.runId, result.itemId, result.fence, result.status, result.error, result.reason],
  );
  await finishRefreshRun(sql, result.runId, result.at);
}

const CHANGE = {
  seq: "integer",
  kind: "text",
  action: "text",
  account_id: "text",
  security_id: "text",
  investment_transaction_id: "text",
  fields: "jsonb",
};

const CHANGE_COLUMNS = Object.keys(CHANGE);
const INSERT_CHANGES = `INSERT INTO refresh_change (item_id, fence, ${CHANGE_COLUMNS.join(", ")})
  SELECT $1, $2::bigint, ${CHANGE_COLUMNS.map((column) => `r.${column}`).join(", ")} FROM ${recordset(3, CHANGE)}`;

/** Writes what a refresh added, changed and removed. */
export async function insertChanges(
  sql: SqlExecutor,
  itemId: ItemId,
  fence: bigint,
  changes: readonly Change[],
): Promise<void> {
  const rows = changes.map((change, seq) => ({ seq, ...change }));
  await executeByParts(sql, INSERT_CHANGES, [itemId, fence], { rows, columns: CHANGE });
}
