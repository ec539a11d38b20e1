import type { RefreshAllInput, RefreshAllResult } from "@/contracts/refresh-all";
import { listActiveItems } from "@/server/db/items";
import { insertRefreshRun, lockWaitingRun } from "@/server/db/refresh-runs";
import { withTransaction } from "@/server/db/transaction";
import { recordRefreshAll } from "@/server/services/audit/record-refresh-all";
import { authorizeScope } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { windowOrDefault } from "./refresh-window";
import { newRefreshRunId } from "./serve-refresh";
import { triggerOf } from "./trigger";

/**
 * Queues a refresh of every active Item that the caller may act for; the run tells how it goes. While the same waits already for its
 * turn, that run is the one: whatever it refreshes, it does after this call.
 */
export async function requestRefreshAll(ctx: ServiceContext, input: RefreshAllInput): Promise<RefreshAllResult> {
  const userId = authorizeScope(ctx);
  const window = windowOrDefault(ctx, input.window);
  const items = await listActiveItems(ctx.db, userId);
  const itemIds = items.map((item) => item.itemId);
  const run = { userId, trigger: triggerOf(ctx.actor), window, requestedAt: ctx.clock.now(), itemIds };
  const runId = await withTransaction(ctx.db, async (tx) => {
    const waiting = await lockWaitingRun(tx, run);
    const chosen = waiting ?? newRefreshRunId();
    if (waiting === null) await insertRefreshRun(tx, { ...run, runId: chosen, isQueued: true });
    if (itemIds.length > 0) {
      await recordRefreshAll(ctx, { userId, runId: chosen, itemCount: itemIds.length }, tx);
      if (waiting === null) await ctx.queue.enqueue("refresh-run", { runId: chosen }, { within: tx });
    }
    return chosen;
  });
  if (itemIds.length === 0) await recordRefreshAll(ctx, { userId, runId, itemCount: 0 });
  return { status: "accepted", runId };
}
