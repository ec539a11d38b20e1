import type { DateRange } from "@/domain/date-range";
import type { ItemId, RefreshRunId } from "@/domain/ids";
import type { ItemState } from "@/domain/item-status";
import type { Change, ChangeCounts } from "@/domain/reconcile/field-changes";
import type { Doubt } from "@/domain/reconcile/known";
import type { PictureCounts } from "@/domain/reconcile/reconcile";
import { type Db, prismaOf, type SqlExecutor } from "./client";
import { toDateColumn } from "./dates";
import { recordset, toJsonb } from "./recordset";
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

export type RefreshSuccess = {
  readonly itemId: ItemId;
  readonly fence: bigint;
  readonly runId: RefreshRunId;
  readonly at: Date;
  readonly counts: PictureCounts;
  readonly holdings: ChangeCounts;
  readonly transactions: ChangeCounts;
  /** Whether this refresh covered all that Plaid has. */
  readonly isFullHistory: boolean;
};

/**
 * Ends a refresh with its result, clears the Item's trouble and gives up the lease. Part of the transaction that stores the picture.
 * The Item stays in doubt while a row is marked as missing that Plaid could still show: of an active account, and not older than
 * the 24 months that it looks back.
 */
export async function recordSuccess(sql: SqlExecutor, success: RefreshSuccess): Promise<void> {
  const { counts, holdings, transactions } = success;
  await sql.executeSql(
    `UPDATE item_refresh SET status = 'success', stage = 'done', finished_at = $3, security_count = $4, holding_count = $5,
       transaction_count = $6, holdings_added = $7, holdings_changed = $8, holdings_removed = $9, holdings_unchanged = $10,
       transactions_added = $11, transactions_changed = $12, transactions_removed = $13, transactions_unchanged = $14
     WHERE item_id = $1 AND fence = $2`,
    [
      success.itemId,
      success.fence,
      success.at,
      counts.securities,
      counts.holdings,
      counts.transactions,
      ...[holdings, transactions].flatMap((kind) => [kind.added, kind.changed, kind.removed, kind.unchanged]),
    ],
  );
  await sql.executeSql(
    `WITH verdict AS (
       SELECT CASE WHEN EXISTS (
         SELECT 1 FROM investment_transaction t JOIN account a USING (item_id, account_id)
         WHERE t.item_id = $1 AND t.missing_since IS NOT NULL AND a.is_active AND t.date >= $2::timestamptz - interval '24 months'
       ) THEN 'suspect' ELSE 'ok' END AS state
     )
     UPDATE item i SET lease_owner = NULL, lease_until = NULL, refreshed_at = $2, limited_until = NULL, suspect_picture = NULL,
       reason = CASE WHEN v.state = 'suspect' THEN 'suspect_withdrawn' END,
       state_since = CASE WHEN i.state = v.state THEN i.state_since ELSE $2 END, state = v.state,
       history_loaded_at = CASE WHEN $3 THEN coalesce(i.history_loaded_at, $2) ELSE i.history_loaded_at END
     FROM verdict v WHERE i.item_id = $1`,
    [success.itemId, success.at, success.isFullHistory],
  );
  await settleRunItem(sql, { ...success, status: "success", error: null, reason: null });
}

export type RefreshFailure = {
  readonly itemId: ItemId;
  readonly fence: bigint;
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
};

/** Ends a refresh without a picture: nothing of the portfolio changes, the Item says why. A refresh that was overtaken says nothing. */
export async function recordFailure(sql: SqlExecutor, failure: RefreshFailure): Promise<void> {
  await sql.executeSql(
    `UPDATE item_refresh SET status = 'failed', finished_at = $3, error = $4, reason = $5, provider_request_id = $6
     WHERE item_id = $1 AND fence = $2 AND status = 'running'`,
    [failure.itemId, failure.fence, failure.at, failure.error, failure.reason, failure.providerRequestId],
  );
  await sql.executeSql(
    `UPDATE item SET lease_owner = NULL, lease_until = NULL, reason = $4, limited_until = $7,
       suspect_picture = coalesce($6, suspect_picture),
       state_since = CASE WHEN $5::text IS NULL OR state = $5 AND suspect_picture IS NOT DISTINCT FROM $6 THEN state_since ELSE $3 END,
       state = coalesce($5, state)
     WHERE item_id = $1 AND fence = $2`,
    [
      failure.itemId,
      failure.fence,
      failure.at,
      failure.reason,
      failure.state,
      failure.doubt?.fingerprint ?? null,
      failure.limitedUntil,
    ],
  );
  await settleRunItem(sql, { ...failure, status: "failed" });
}

/** Tells on the Item that a caller gave up waiting for the refresh under way, whose end says more. */
export async function markBusy(sql: SqlExecutor, itemId: ItemId): Promise<void> {
  await sql.executeSql("UPDATE item SET reason = 'busy' WHERE item_id = $1 AND lease_until > now()", [itemId]);
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

/** Writes what a refresh added, changed and removed. */
export async function insertChanges(
  sql: SqlExecutor,
  itemId: ItemId,
  fence: bigint,
  changes: readonly Change[],
): Promise<void> {
  const columns = Object.keys(CHANGE);
  await sql.executeSql(
    `INSERT INTO refresh_change (item_id, fence, ${columns.join(", ")})
     SELECT $1, $2::bigint, ${columns.map((column) => `r.${column}`).join(", ")} FROM ${recordset("$3", CHANGE)}`,
    [
      itemId,
      fence,
      toJsonb(
        changes.map((change, seq) => ({ seq, ...change })),
        CHANGE,
      ),
    ],
  );
}
