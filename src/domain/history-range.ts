import { addMonths, type CalendarDate } from "./calendar-date";

export const HISTORY_RANGES = ["1m", "3m", "ytd", "1y", "all"] as const;
export type HistoryRange = (typeof HISTORY_RANGES)[number];
export const DEFAULT_RANGE: HistoryRange = "1y";

/** The first date of a range that ends today; null: all that there is. */
export function rangeStart(range: HistoryRange, today: CalendarDate): CalendarDate | null {
  if (range === "all") return null;
  if (range === "ytd") return `${today.slice(0, 4)}-01-01` as CalendarDate;
  return addMonths(today, { "1m": -1, "3m": -3, "1y": -12 }[range]);
}
