import { calendarDateIn } from "@/domain/calendar-date";
import { covers, type DateRange, fullHistory, lastThirtyDays, upToToday } from "@/domain/date-range";
import { ProviderError } from "@/domain/errors";
import type { ItemId } from "@/domain/ids";
import { reconcile } from "@/domain/reconcile/reconcile";
import { isSweepDue, scheduleAfterFailure, scheduleAfterSuccess } from "@/domain/refresh-schedule";
import { sqlOf } from "@/server/db/client";
import { type FinishedRefresh, recordFailure, settleRunItem } from "@/server/db/item-refreshes";
import type { ItemRecord } from "@/server/db/items";
import type { LeaseRequest } from "@/server/db/lease";
import { withTransaction } from "@/server/db/transaction";
import type { Deadline } from "@/server/plaid/deadline";
import { cutOffSignal } from "@/server/platform/stopping";
import { openAccessToken } from "@/server/services/access-token";
import type { ServiceContext } from "@/server/services/context";
import { CutShortError, classifyFailure, SuspectPictureError, TokenLostError } from "./failure";
import { fetchWithRows } from "./fetch-with-rows";
import { queueFollowUps } from "./follow-ups";
import { type ItemLease, leaseOrAdopt, whileLeased } from "./item-lease";
import { completeKnown } from "./load-known";
import { refuseRefresh } from "./refuse-refresh";
import { reportProgress } from "./report-progress";
import { requireRefreshableItem } from "./require-refreshable-item";
import { SupersededError, storeChanges } from "./store-changes";

export type RefreshOrder = {
  readonly itemId: ItemId;
  readonly window: DateRange;
  readonly run: LeaseRequest["run"];
  readonly deadline: Deadline;
};

/**
 * Stores one complete picture of an Item as Plaid shows it after this was called, or changes nothing and says why.
 * Never throws for a failed refresh: the result tells.
 */
export async function performRefresh(ctx: ServiceContext, order: RefreshOrder): Promise<FinishedRefresh> {
  const { itemId, deadline } = order;
  const { runId } = order.run;
  for (let ticket: bigint | null = null; ; ) {
    const outcome = await leaseOrAdopt(ctx, order, deadline, ticket);
    if (outcome.kind === "refused") return refuseRefresh(ctx, { itemId, runId }, outcome.reason);
    if (outcome.kind === "adopted") {
      await settleRunItem(sqlOf(ctx.db), { ...outcome.refresh, runId, itemId, at: ctx.clock.now() });
      return outcome.refresh;
    }
    ticket = outcome.ticket;
    const refresh = await whileLeased(ctx, outcome.key, (lease) => refreshOrFail(ctx, order, lease, outcome.item));
    // Overtaken, e.g. after the machine slept: what the newer holder finds is an answer to this call too.
    if (refresh) return refresh;
  }
}

/** The result, or null when the lease passed to somebody else meanwhile. */
async function refreshOrFail(
  ctx: ServiceContext,
  order: RefreshOrder,
  lease: ItemLease,
  item: ItemRecord,
): Promise<FinishedRefresh | null> {
  try {
    return await refreshUnderLease(ctx, order, lease, item);
  } catch (error) {
    if (cutOffSignal().aborted) return fail(ctx, order, lease, item, new CutShortError());
    if (error instanceof SupersededError || lease.signal.aborted) return null;
    return fail(ctx, order, lease, item, isTokenLost(item, error) ? new TokenLostError() : error);
  }
}

/** Whether the token is dead because it was replaced, and not because the install's keys are wrong, which looks the same. */
function isTokenLost({ tokenReplacement }: ItemRecord, error: unknown): boolean {
  const code = error instanceof ProviderError ? error.failure.errorCode : null;
  return tokenReplacement !== null && code === "INVALID_ACCESS_TOKEN";
}

async function refreshUnderLease(
  ctx: ServiceContext,
  { itemId, window, run, deadline }: RefreshOrder,
  lease: ItemLease,
  item: ItemRecord,
): Promise<FinishedRefresh> {
  const now = ctx.clock.now();
  const today = calendarDateIn(ctx.settings.timeZone, now);
  const asked = upToToday(window, today);
  requireRefreshableItem(item, now);
  const accessToken = openAccessToken(ctx, item);

  const progress = reportProgress(ctx, itemId, lease.fence);
  const { shown, rows } = await fetchWithRows(ctx, { itemId, accessToken, asked, today }, deadline, lease, progress);
  const known = await completeKnown(ctx.db, itemId, rows, shown, item.doubt);

  const result = reconcile({ shown, known, window, asked, today, now });
  if (result.kind === "suspect_empty") throw new SuspectPictureError(result.doubt);

  const { changes } = result;
  const isFullHistory = asked !== null && covers(asked, fullHistory(today));
  await progress.saving();
  const at = ctx.clock.now();
  const success = {
    ...{ itemId, fence: lease.fence, owner: lease.owner, runId: run.runId, at },
    ...scheduleAfterSuccess(at, Math.random()),
    counts: changes.counts,
    holdings: changes.holdingCounts,
    transactions: changes.transactionCounts,
    isFullHistory,
    isRecent: asked !== null && covers(asked, lastThirtyDays(today)),
    isSweepLeft: !isFullHistory && isSweepDue(item, at),
  };
  await storeChanges(ctx.db, changes, success, today);
  await queueFollowUps(ctx, item, { isFullHistory, now });
  return { fence: lease.fence, status: "success", counts: changes.counts, error: null, reason: null };
}

async function fail(
  ctx: ServiceContext,
  { run }: RefreshOrder,
  { itemId, fence, owner }: ItemLease,
  { failureCount }: ItemRecord,
  error: unknown,
): Promise<FinishedRefresh | null> {
  const at = ctx.clock.now();
  const facts = classifyFailure(error, at);
  const { reason, limitedUntil: notBefore } = facts;
  ctx.log[facts.isUnexpected ? "error" : "warn"]("refresh failed", { itemId, reason, error });
  const schedule = scheduleAfterFailure(at, { reason, failureCount, notBefore }, Math.random());
  const failure = { ...facts, ...schedule, itemId, fence, owner, runId: run.runId, at };
  if (!(await withTransaction(ctx.db, (tx) => recordFailure(tx, failure)))) return null;
  const counts = { securities: 0, holdings: 0, transactions: 0 };
  return { fence, status: "failed", counts, error: facts.error, reason: facts.reason };
}
