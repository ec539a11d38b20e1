import pLimit from "p-limit";
import type { RefreshAllInput, RefreshAllResult } from "@/contracts/refresh-all";
import type { DateRange } from "@/domain/date-range";
import { describeReason } from "@/domain/failure-texts";
import type { RefreshRunId, UserId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { type FinishedRefresh, settleRunItem } from "@/server/db/item-refreshes";
import { type ItemRecord, listActiveItems } from "@/server/db/items";
import { finishRefreshRun, insertRefreshRun } from "@/server/db/refresh-runs";
import type { Pace } from "@/server/plaid/deadline";
import { cutOffSignal } from "@/server/platform/stopping";
import { recordRefreshAll } from "@/server/services/audit/record-refresh-all";
import { authorizeScope } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { windowOrDefault } from "./refresh-window";
import { newRefreshRunId, serveRefresh } from "./serve-refresh";
import { sumRefreshCounts, toRefreshCounts } from "./to-refresh-counts";
import { triggerOf } from "./trigger";
import { whileWaitedFor } from "./while-waited-for";

const ITEMS_AT_A_TIME = 8;

/**
 * Refreshes every active Item that the caller may act for and waits for the end. A failed Item is told in the run and on the
 * Item; the others are unaffected.
 * Shapes: `items` counts the failed ones too; the other sums are over the Items that succeeded.
 * Errors: none of a single Item; RATE_LIMITED; whatever keeps the run itself from being stored.
 */
export function refreshAllItems(ctx: ServiceContext, input: RefreshAllInput): Promise<RefreshAllResult> {
  return whileWaitedFor(ctx, () => refreshAll(ctx, input));
}

async function refreshAll(ctx: ServiceContext, input: RefreshAllInput): Promise<RefreshAllResult> {
  const userId = authorizeScope(ctx);
  const range = windowOrDefault(ctx, input.window);
  const items = await listActiveItems(ctx.db, userId);
  const runId = await openRun(ctx, { userId, items, range });
  await recordRefreshAll(ctx, { userId, runId, itemCount: items.length });
  const refreshes = await refreshItemsOfRun(ctx, { runId, items, range, pace: "interactive" });
  const succeeded = refreshes.filter((refresh) => refresh.status === "success");
  const counts = sumRefreshCounts(succeeded.map((refresh) => toRefreshCounts(refresh.counts)));
  return { status: "success", runId, range, summary: { ...counts, items: items.length } };
}

/** Opens a run whose Items this process refreshes next. */
export async function openRun(
  ctx: ServiceContext,
  { userId, items, range }: { userId: UserId | null; items: readonly ItemRecord[]; range: DateRange },
): Promise<RefreshRunId> {
  const runId = newRefreshRunId();
  await insertRefreshRun(sqlOf(ctx.db), {
    runId,
    userId,
    trigger: triggerOf(ctx.actor),
    window: range,
    requestedAt: ctx.clock.now(),
    itemIds: items.map((item) => item.itemId),
  });
  return runId;
}

/**
 * Refreshes the Items of a run, eight at a time, and ends the run.
 * Errors: AbortError when the process is cut off: Items that have not begun stay queued, for the job's next try if it is one.
 */
export async function refreshItemsOfRun(
  ctx: ServiceContext,
  run: { runId: RefreshRunId; items: readonly ItemRecord[]; range: DateRange; pace: Pace },
): Promise<FinishedRefresh[]> {
  const limit = pLimit(ITEMS_AT_A_TIME);
  const refreshes = await Promise.all(run.items.map((item) => limit(() => refreshItemOfRun(ctx, run, item))));
  await finishRefreshRun(sqlOf(ctx.db), run.runId, ctx.clock.now());
  return refreshes;
}

async function refreshItemOfRun(
  ctx: ServiceContext,
  { runId, range, pace }: { runId: RefreshRunId; range: DateRange; pace: Pace },
  { itemId, userId }: ItemRecord,
): Promise<FinishedRefresh> {
  cutOffSignal().throwIfAborted();
  try {
    const request = { itemId, userId, window: range, trigger: triggerOf(ctx.actor), pace, runId };
    return (await serveRefresh(ctx, request)).refresh;
  } catch (error) {
    ctx.log.error("refresh of an Item broke off", { itemId, runId, error });
    const failed = { fence: null, status: "failed", error: describeReason("internal"), reason: "internal" } as const;
    await settleRunItem(sqlOf(ctx.db), { ...failed, runId, itemId, at: ctx.clock.now() });
    return { ...failed, counts: { securities: 0, holdings: 0, transactions: 0 } };
  }
}
