import type { RefreshInput, RefreshResult } from "@/contracts/refresh";
import { AppError } from "@/domain/errors";
import { providerCodeOf } from "@/domain/failure-texts";
import type { ItemId } from "@/domain/ids";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { windowOrDefault } from "./refresh-window";
import { serveRefresh } from "./serve-refresh";
import { toRefreshCounts } from "./to-refresh-counts";
import { triggerOf } from "./trigger";
import { whileWaitedFor } from "./while-waited-for";

/**
 * Stores one complete picture of an Item as Plaid shows it after the call began, or changes nothing.
 * Shapes: `window` is two inclusive calendar dates, null for the last 30 days. Counts are rows of Plaid's answer, changed or not.
 * Errors: ITEM_NOT_FOUND; REFRESH_FAILED (its reason is left on the Item); RATE_LIMITED.
 * Source: Plaid /investments/holdings/get, /investments/transactions/get.
 */
export async function refreshItem(ctx: ServiceContext, input: RefreshInput): Promise<RefreshResult> {
  const request = {
    itemId: input.itemId as ItemId,
    userId: authorizeUser(ctx, input.userId, "ITEM_NOT_FOUND"),
    window: windowOrDefault(ctx, input.window),
    trigger: triggerOf(ctx.actor),
    pace: "interactive",
  } as const;
  const { runId, refresh } = await whileWaitedFor(ctx, () => serveRefresh(ctx, request));
  if (refresh.reason === "unlinked") throw new AppError("ITEM_NOT_FOUND");
  if (refresh.status === "failed" || runId === null) {
    throw new AppError("REFRESH_FAILED", { provider: { errorCode: providerCodeOf(refresh.reason) } });
  }
  return { runId, upserts: toRefreshCounts(refresh.counts) };
}
