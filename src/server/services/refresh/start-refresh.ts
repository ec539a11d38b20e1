import type { DateRange } from "@/domain/date-range";
import type { UserId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { type ItemRecord, listActiveItems } from "@/server/db/items";
import { findLiveRun } from "@/server/db/refresh-runs";
import { letFinish } from "@/server/platform/stopping";
import { recordRefreshAll } from "@/server/services/audit/record-refresh-all";
import { authorizeUser, requireActiveItem } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { openRun, refreshItemsOfRun } from "./refresh-all-items";
import { windowOrDefault } from "./refresh-window";

/**
 * Begins to refresh one Item of the user or, without an id, all of them over the last 30 days, and tells the run to follow
 * without waiting for any of it. While the same is being refreshed for the user already, that run is joined.
 * Errors: ITEM_NOT_FOUND; whatever keeps the run itself from being stored.
 */
export async function startRefresh(
  ctx: ServiceContext,
  input: { userId: string; itemId: string | null },
): Promise<{ runId: string }> {
  const userId = authorizeUser(ctx, input.userId);
  const items =
    input.itemId === null
      ? await listActiveItems(ctx.db, userId)
      : [await requireActiveItem(ctx, userId, input.itemId)];
  const range = windowOrDefault(ctx, null);
  return beginRefresh(ctx, { userId, items, range, isOfAll: input.itemId === null });
}

/** The run of exactly these Items and this window that is under way for the user, or a new one, which this process works off. */
export async function beginRefresh(
  ctx: ServiceContext,
  run: { userId: UserId; items: readonly ItemRecord[]; range: DateRange; isOfAll?: boolean },
): Promise<{ runId: string }> {
  const { userId, items, range } = run;
  const itemIds = items.map((item) => item.itemId);
  const running = await findLiveRun(sqlOf(ctx.db), { userId, itemIds, window: range });
  if (running) return { runId: running };
  const runId = await openRun(ctx, { userId, items, range });
  if (run.isOfAll) await recordRefreshAll(ctx, { userId, runId, itemCount: items.length });
  const work = refreshItemsOfRun(ctx, { runId, items, range, pace: "interactive" });
  letFinish(work).catch((error) => ctx.log.error("a refresh run broke off", { runId, error }));
  return { runId };
}
