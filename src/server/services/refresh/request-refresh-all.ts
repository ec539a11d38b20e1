import type { RefreshAllInput, RefreshAllResult } from "@/contracts/refresh-all";
import { AppError } from "@/domain/errors";
import type { RefreshRunId } from "@/domain/ids";
import { listActiveItems } from "@/server/db/items";
import { findWaitingRuns, insertRefreshRun, lockWaitingRuns, type NewRefreshRun } from "@/server/db/refresh-runs";
import { type Tx, withTransaction } from "@/server/db/transaction";
import { recordRefreshAll } from "@/server/services/audit/record-refresh-all";
import { authorizeScope } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { windowOrDefault } from "./refresh-window";
import { newRefreshRunId } from "./serve-refresh";
import { triggerOf } from "./trigger";

const DAY_MS = 86_400_000;
/** Of one user, or of the calling programs together. */
const MAX_WAITING = 20;
const RETRY_AFTER_SECONDS = 60;

type Run = Pick<NewRefreshRun, "userId" | "trigger" | "window" | "itemIds">;

/**
 * Queues a refresh of every active Item that the caller may act for; the run tells how it goes. While the same waits already it is
 * that run: it has yet to ask Plaid, so it shows what this call would. Whoever has several waiting lets others pass, who have fewer.
 * Errors: RATE_LIMITED.
 */
export async function requestRefreshAll(ctx: ServiceContext, input: RefreshAllInput): Promise<RefreshAllResult> {
  const userId = authorizeScope(ctx);
  const window = windowOrDefault(ctx, input.window);
  const items = await listActiveItems(ctx.db, userId);
  const itemIds = items.map((item) => item.itemId);
  const run = { userId, trigger: triggerOf(ctx.actor), window, itemIds };
  const runId = await withTransaction(ctx.db, (tx) => joinOrQueue(ctx, tx, run));
  if (itemIds.length === 0) await recordRefreshAll(ctx, { userId, runId, itemCount: 0 });
  return { status: "accepted", runId };
}

async function joinOrQueue(ctx: ServiceContext, tx: Tx, run: Run): Promise<RefreshRunId> {
  const { userId, itemIds } = run;
  const requestedAt = ctx.clock.now();
  await lockWaitingRuns(tx, userId);
  const since = new Date(requestedAt.getTime() - DAY_MS);
  const waiting = await findWaitingRuns(tx, run, { since });
  if (!waiting.same && waiting.count >= MAX_WAITING)
    throw new AppError("RATE_LIMITED", { retryAfterSeconds: RETRY_AFTER_SECONDS });
  const runId = waiting.same ?? newRefreshRunId();
  if (!waiting.same) await insertRefreshRun(tx, { ...run, runId, requestedAt, isQueued: true });
  if (itemIds.length === 0) return runId;
  if (!waiting.same) await recordRefreshAll(ctx, { userId, runId, itemCount: itemIds.length }, tx);
  // Also of one that waits: its job may have been given up.
  await ctx.queue.enqueue("refresh-run", { runId }, { within: tx, place: waiting.count });
  return runId;
}
