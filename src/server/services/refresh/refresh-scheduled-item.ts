import { addDays, calendarDateIn } from "@/domain/calendar-date";
import { findItemOfJob } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { serveRefresh } from "./serve-refresh";
import { triggerOf } from "./trigger";

/** What a scheduled refresh looks back over: corrections older than this wait for a full sweep. */
const LOOK_BACK_DAYS = 90;

/** Refreshes an Item that nobody waits for; its run and the Item tell how it went. */
export async function refreshScheduledItem(ctx: ServiceContext, { itemId }: { itemId: string }): Promise<void> {
  const item = await findItemOfJob(ctx, itemId);
  if (!item || item.state === "disconnected") return;
  const today = calendarDateIn(ctx.settings.timeZone, ctx.clock.now());
  await serveRefresh(ctx, {
    itemId: item.itemId,
    userId: item.userId,
    window: { startDate: addDays(today, -LOOK_BACK_DAYS), endDate: today },
    trigger: triggerOf(ctx.actor),
    pace: "background",
  });
}
