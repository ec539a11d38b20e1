import { calendarDateIn } from "@/domain/calendar-date";
import { type DateRange, fullHistory, upToToday } from "@/domain/date-range";
import { describeReason } from "@/domain/failure-texts";
import type { RefreshRunId } from "@/domain/ids";
import { reconcile } from "@/domain/reconcile/reconcile";
import { sqlOf } from "@/server/db/client";
import { type FinishedRefresh, recordFailure, settleRunItem } from "@/server/db/item-refreshes";
import type { ItemRecord } from "@/server/db/items";
import { withTransaction } from "@/server/db/transaction";
import { type Deadline, withSignal } from "@/server/plaid/deadline";
import { fetchPicture } from "@/server/plaid/fetch-picture";
import { openAccessToken } from "@/server/services/access-token";
import type { ServiceContext } from "@/server/services/context";
import { classifyFailure, SuspectPictureError } from "./failure";
import { type ItemLease, leaseOrAdopt, whileLeased } from "./item-lease";
import { completeKnown, loadItemRows } from "./load-known";
import { reportProgress } from "./report-progress";
import { SupersededError, storeChanges } from "./store-changes";

export type RefreshOrder = {
  /** Read after the last caller that shares this refresh arrived: its fence is their ticket. */
  readonly item: ItemRecord;
  readonly window: DateRange;
  readonly runId: RefreshRunId;
  readonly deadline: Deadline;
};

const OWNER = `${process.pid}`;
const NO_COUNTS = { securities: 0, holdings: 0, transactions: 0 };

/**
 * Stores one complete picture of an Item as Plaid shows it after the order was given, or changes nothing and says why.
 * Never throws for a failed refresh: the result tells.
 */
export async function performRefresh(ctx: ServiceContext, order: RefreshOrder): Promise<FinishedRefresh> {
  const { item, window, runId, deadline } = order;
  const now = ctx.clock.now();
  if (item.limitedUntil && item.limitedUntil > now) return refuse(ctx, order, "limited");
  const request = { itemId: item.itemId, owner: OWNER, runId, window, startedAt: now, ticket: item.fence };
  const outcome = await leaseOrAdopt(ctx, request, deadline);
  if (outcome.kind === "busy") return refuse(ctx, order, "busy");
  if (outcome.kind === "adopted") {
    await settleRunItem(sqlOf(ctx.db), { ...outcome.refresh, runId, itemId: item.itemId, at: ctx.clock.now() });
    return outcome.refresh;
  }
  return whileLeased(ctx, item.itemId, outcome.fence, async (lease) => {
    try {
      return await refreshUnderLease(ctx, order, lease);
    } catch (error) {
      // Overtaken, e.g. after the machine slept: what the newer holder finds is an answer to this call too.
      if (error instanceof SupersededError || lease.signal.aborted) return performRefresh(ctx, order);
      return fail(ctx, order, lease.fence, error);
    }
  });
}

async function refreshUnderLease(ctx: ServiceContext, order: RefreshOrder, lease: ItemLease): Promise<FinishedRefresh> {
  const { item, window, runId } = order;
  const now = ctx.clock.now();
  const today = calendarDateIn(ctx.settings.timeZone, now);
  const asked = upToToday(window, today);
  const deadline = withSignal(order.deadline, lease.signal);
  const accessToken = openAccessToken(ctx, item);

  const progress = reportProgress(ctx, item.itemId, lease.fence);
  const [shown, rows] = await Promise.all([
    fetchPicture(ctx.plaid, accessToken, asked, { deadline, onProgress: progress.report }),
    loadItemRows(ctx.db, item.itemId, asked, today),
  ]).finally(progress.stop);
  const known = await completeKnown(ctx.db, item.itemId, rows, shown, item.doubt);

  const result = reconcile({ shown, known, window, asked, today, now });
  if (result.kind === "suspect_empty") throw new SuspectPictureError(result.doubt);

  const { changes } = result;
  await storeChanges(
    ctx.db,
    changes,
    {
      itemId: item.itemId,
      fence: lease.fence,
      runId,
      at: ctx.clock.now(),
      counts: changes.counts,
      holdings: changes.holdingCounts,
      transactions: changes.transactionCounts,
      doubt: changes.doubt,
      isFullHistory: asked !== null && asked.startDate <= fullHistory(today).startDate && asked.endDate === today,
    },
    today,
  );
  return { fence: lease.fence, status: "success", counts: changes.counts, error: null, reason: null };
}

async function fail(ctx: ServiceContext, order: RefreshOrder, fence: bigint, error: unknown): Promise<FinishedRefresh> {
  const { item, runId } = order;
  const facts = classifyFailure(error, ctx.clock.now());
  ctx.log[facts.isUnexpected ? "error" : "warn"]("refresh failed", {
    itemId: item.itemId,
    reason: facts.reason,
    error,
  });
  await withTransaction(ctx.db, (tx) =>
    recordFailure(tx, { ...facts, itemId: item.itemId, fence, runId, at: ctx.clock.now() }),
  );
  return { fence, status: "failed", counts: NO_COUNTS, error: facts.error, reason: facts.reason };
}

/** Ends a run's Item for which no refresh began. */
async function refuse(
  ctx: ServiceContext,
  { item, runId }: RefreshOrder,
  reason: "limited" | "busy",
): Promise<FinishedRefresh> {
  const error = describeReason(reason);
  const refused = { fence: null, status: "failed", error, reason } as const;
  await settleRunItem(sqlOf(ctx.db), { ...refused, runId, itemId: item.itemId, at: ctx.clock.now() });
  return { ...refused, counts: NO_COUNTS };
}
