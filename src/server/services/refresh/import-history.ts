import { providerCodeOf } from "@/domain/failure-texts";
import { type ItemState, RESTING_STATES } from "@/domain/item-status";
import { findItemOfJob } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { historyWindow } from "./refresh-window";
import { serveRefresh } from "./serve-refresh";
import { triggerOf } from "./trigger";

/** Not stored yet, but worth another try. */
export class HistoryNotReadyError extends Error {}

/** States in which trying again does not help; the refresh that succeeds afterwards queues this import again. */
const FINAL_STATES: readonly ItemState[] = [...RESTING_STATES, "key_unavailable"];

/**
 * Stores all 24 months of an Item, unless that was done.
 * Errors: HistoryNotReadyError when trying again may help.
 */
export async function importHistory(ctx: ServiceContext, { itemId }: { itemId: string }): Promise<void> {
  const item = await findItemOfJob(ctx, itemId);
  if (!item || item.historyLoadedAt !== null || item.state === "disconnected") return;
  const { refresh } = await serveRefresh(ctx, {
    itemId: item.itemId,
    userId: item.userId,
    window: historyWindow(ctx),
    trigger: triggerOf(ctx.actor),
    pace: "background",
  });
  if (refresh.status === "success") return;
  const after = await findItemOfJob(ctx, itemId);
  if (after && !FINAL_STATES.includes(after.state)) {
    throw new HistoryNotReadyError(providerCodeOf(refresh.reason) ?? refresh.reason ?? "unknown");
  }
}
