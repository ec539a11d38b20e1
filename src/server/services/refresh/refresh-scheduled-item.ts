import { addDays, calendarDateIn } from "@/domain/calendar-date";
import { fullHistory } from "@/domain/date-range";
import { isResting } from "@/domain/item-status";
import { isSweepDue } from "@/domain/refresh-schedule";
import { findItemOfJob } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { serveRefresh } from "./serve-refresh";
import { triggerOf } from "./trigger";

/** What a scheduled refresh looks back over: corrections older than this wait for the weekly sweep. */
const LOOK_BACK_DAYS = 90;

/** Refreshes an Item that nobody waits for, on schedule or for a webhook, unless it rests; its run and the Item tell how it went. */
export async function refreshScheduledItem(ctx: ServiceContext, { itemId }: { itemId: string }): Promise<void> {
  const item = await findItemOfJob(ctx, itemId);
  if (!item || isResting(item)) return;
  const now = ctx.clock.now();
  const today = calendarDateIn(ctx.settings.timeZone, now);
  await serveRefresh(ctx, {
    itemId: item.itemId,
    userId: item.userId,
    window: isSweepDue(item, now) ? fullHistory(today) : { startDate: addDays(today, -LOOK_BACK_DAYS), endDate: today },
    trigger: item.webhookFence === null ? triggerOf(ctx.actor) : "webhook",
    pace: "background",
  });
}
