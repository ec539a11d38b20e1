import type { RefreshRunInput, RefreshRunResult } from "@/contracts/refresh-run";
import { AppError } from "@/domain/errors";
import { providerCodeOf } from "@/domain/failure-texts";
import type { RefreshRunId } from "@/domain/ids";
import { findRun } from "@/server/db/refresh-history";
import { authorizeScope } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { sumRefreshCounts, toRefreshCounts } from "@/server/services/refresh/to-refresh-counts";
import { runStatus } from "./run-status";

/**
 * The results, Item by Item, of a run, so far.
 * Errors: REFRESH_RUN_NOT_FOUND, also for a run of another caller.
 */
export async function getRefreshRun(ctx: ServiceContext, input: RefreshRunInput): Promise<RefreshRunResult> {
  const run = await findRun(ctx.db, input.runId as RefreshRunId, authorizeScope(ctx));
  if (!run) throw new AppError("REFRESH_RUN_NOT_FOUND");
  const items = run.items.map((item) => ({
    itemId: item.itemId,
    status: item.status,
    upserts: item.status === "success" && item.refresh ? toRefreshCounts(item.refresh.counts) : null,
    error: item.error,
    providerErrorCode: providerCodeOf(item.reason),
  }));
  const sums = sumRefreshCounts(items.flatMap(({ upserts }) => (upserts ? [upserts] : [])));
  return {
    runId: run.runId,
    status: runStatus(run),
    range: run.range,
    summary: { ...sums, items: items.length },
    items,
  };
}
