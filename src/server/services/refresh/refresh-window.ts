import { calendarDateIn } from "@/domain/calendar-date";
import { type DateRange, fullHistory, lastThirtyDays } from "@/domain/date-range";
import type { ServiceContext } from "@/server/services/context";

/** The window asked for, or the last 30 days in the installation's time zone. */
export function windowOrDefault(ctx: ServiceContext, window: DateRange | null): DateRange {
  return window ?? lastThirtyDays(calendarDateIn(ctx.settings.timeZone, ctx.clock.now()));
}

/** All that Plaid can give today. */
export function historyWindow(ctx: ServiceContext): DateRange {
  return fullHistory(calendarDateIn(ctx.settings.timeZone, ctx.clock.now()));
}
