import type { RefreshRunId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { listOpenRunItems, startRefreshRun } from "@/server/db/refresh-runs";
import type { ServiceContext } from "@/server/services/context";
import { refreshItemsOfRun } from "./refresh-all-items";

/** Refreshes the Items of a queued run that have no result yet; done twice, it does nothing the second time. */
export async function workOffRefreshRun(ctx: ServiceContext, { runId }: { runId: string }): Promise<void> {
  await startRefreshRun(sqlOf(ctx.db), runId as RefreshRunId, ctx.clock.now());
  const run = await listOpenRunItems(ctx.db, runId as RefreshRunId);
  if (run) await refreshItemsOfRun(ctx, { ...run, pace: "background" });
}
