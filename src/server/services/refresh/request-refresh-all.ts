import type { RefreshAllInput, RefreshAllResult } from "@/contracts/refresh-all";
import { listActiveItems } from "@/server/db/items";
import { insertRefreshRun } from "@/server/db/refresh-runs";
import { withTransaction } from "@/server/db/transaction";
import { recordRefreshAll } from "@/server/services/audit/record-refresh-all";
import { authorizeScope } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { windowOrDefault } from "./refresh-window";
import { newRefreshRunId } from "./serve-refresh";
import { triggerOf } from "./trigger";

/** Queues a refresh of every active Item that the caller may act for; the run tells how it goes. */
export async function requestRefreshAll(ctx: ServiceContext, input: RefreshAllInput): Promise<RefreshAllResult> {
  const userId = authorizeScope(ctx);
  const window = windowOrDefault(ctx, input.window);
  const items = await listActiveItems(ctx.db, userId);
  const itemIds = items.map((item) => item.itemId);
  const runId = newRefreshRunId();
  const line = { userId, runId, itemCount: itemIds.length };
  await withTransaction(ctx.db, async (tx) => {
    await insertRefreshRun(tx, {
      runId,
      userId,
      trigger: triggerOf(ctx.actor),
      window,
      requestedAt: ctx.clock.now(),
      itemIds,
      isQueued: true,
    });
    if (itemIds.length === 0) return;
    await recordRefreshAll(ctx, line, tx);
    await ctx.queue.enqueue("refresh-run", { runId }, { within: tx });
  });
  if (itemIds.length === 0) await recordRefreshAll(ctx, line);
  return { status: "accepted", runId };
}
