import { calendarDateIn } from "@/domain/calendar-date";
import { type DateRange, upToToday } from "@/domain/date-range";
import type { ItemId } from "@/domain/ids";
import { reconcile } from "@/domain/reconcile/reconcile";
import { sqlOf } from "@/server/db/client";
import { type FinishedRefresh, settleRunItem } from "@/server/db/item-refreshes";
import type { ItemRecord } from "@/server/db/items";
import type { LeaseRequest } from "@/server/db/lease";
import type { Deadline } from "@/server/plaid/deadline";
import { openAccessToken } from "@/server/services/access-token";
import type { ServiceContext } from "@/server/services/context";
import { failRefresh } from "./fail-refresh";
import { SuspectPictureError } from "./failure";
import { fetchWithRows } from "./fetch-with-rows";
import { queueFollowUps } from "./follow-ups";
import { type ItemLease, leaseOrAdopt, whileLeased } from "./item-lease";
import { completeKnown } from "./load-known";
import { toRefreshSuccess } from "./refresh-success";
import { refuseRefresh } from "./refuse-refresh";
import { reportProgress } from "./report-progress";
import { requireRefreshableItem } from "./require-refreshable-item";
import { storeChanges } from "./store-changes";

export type RefreshOrder = {
  readonly itemId: ItemId;
  readonly window: DateRange;
  readonly run: LeaseRequest["run"];
  readonly deadline: Deadline;
};

/**
 * Stores one complete picture of an Item as Plaid shows it after this was called, or changes nothing and says why.
 * Never throws for a failed refresh: the result tells. In one process those who ask for the same share one call (serveRefresh).
 */
export async function performRefresh(ctx: ServiceContext, order: RefreshOrder): Promise<FinishedRefresh> {
  const { itemId, deadline, run } = order;
  for (let ticket: bigint | null = null; ; ) {
    const outcome = await leaseOrAdopt(ctx, order, deadline, ticket);
    if (outcome.kind === "refused")
      return refuseRefresh(ctx, { userId: run.userId, itemId, runId: run.runId }, outcome.reason);
    if (outcome.kind === "adopted") {
      await settleRunItem(sqlOf(ctx.db), { ...outcome.refresh, runId: run.runId, itemId, at: ctx.clock.now() });
      return outcome.refresh;
    }
    const { key, item } = outcome;
    ticket = outcome.ticket;
    const refresh = await whileLeased(ctx, key, (lease) =>
      refreshUnderLease(ctx, order, lease, item).catch((error) =>
        failRefresh(ctx, { runId: run.runId, lease, item }, error),
      ),
    );
    // Overtaken, e.g. after the machine slept: what the newer holder finds is an answer to this call too.
    if (refresh) return refresh;
  }
}

/** Fetches the picture, compares it with what is stored, and stores the difference. */
async function refreshUnderLease(
  ctx: ServiceContext,
  { itemId, window, run: { runId }, deadline }: RefreshOrder,
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

  await progress.saving();
  const success = toRefreshSuccess(result.changes, { runId, lease, item, asked, today, at: ctx.clock.now() });
  await storeChanges(ctx.db, result.changes, success, today);
  await queueFollowUps(ctx, item, { isFullHistory: success.isFullHistory, now });
  return { fence: lease.fence, status: "success", counts: success.counts, error: null, reason: null };
}
