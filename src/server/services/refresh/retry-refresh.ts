import { AppError } from "@/domain/errors";
import type { RefreshRunId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { listActiveItems } from "@/server/db/items";
import { findRunConcerning } from "@/server/db/refresh-history";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { windowOrDefault } from "./refresh-window";
import { beginRefresh } from "./start-refresh";

/**
 * Begins to refresh the Items that failed in a run, and no others, from that run's first date to today; as `startRefresh` it does
 * not wait, and joins a run that does just this already.
 * Errors: REFRESH_RUN_NOT_FOUND; ITEM_NOT_FOUND when none failed that is still active.
 */
export async function retryRefresh(
  ctx: ServiceContext,
  input: { userId: string; runId: string },
): Promise<{ runId: string }> {
  const userId = authorizeUser(ctx, input.userId);
  const run = await findRunConcerning(sqlOf(ctx.db), input.runId as RefreshRunId, userId);
  if (!run) throw new AppError("REFRESH_RUN_NOT_FOUND");
  const failed = new Set(run.items.filter((item) => item.status === "failed").map((item) => item.itemId));
  const items = (await listActiveItems(ctx.db, userId)).filter((item) => failed.has(item.itemId));
  if (items.length === 0) throw new AppError("ITEM_NOT_FOUND");
  const { startDate, endDate } = windowOrDefault(ctx, null);
  const range = { startDate: run.range.startDate < startDate ? run.range.startDate : startDate, endDate };
  return beginRefresh(ctx, { userId, items, range });
}
