import { addDays, addMonths, type CalendarDate, earlierOf, laterOf } from "./calendar-date";

/** Two inclusive calendar dates, start ≤ end. */
export type DateRange = { readonly startDate: CalendarDate; readonly endDate: CalendarDate };

const DEFAULT_DAYS = 30;
const HISTORY_MONTHS = 24;
/** Plaid counts its months from a day, and in a zone, of its own. */
const HISTORY_MARGIN_DAYS = 7;

/** The last 30 days: end = today, start = end − 30 calendar days. */
export function lastThirtyDays(today: CalendarDate): DateRange {
  return { startDate: addDays(today, -DEFAULT_DAYS), endDate: today };
}

/** All that Plaid can give: 24 months up to today. Source: Plaid /investments/transactions/get. */
export function fullHistory(today: CalendarDate): DateRange {
  return { startDate: addMonths(today, -HISTORY_MONTHS), endDate: today };
}

/** The part of `range` up to today, which is all that Plaid is asked for; null when it lies wholly after today. */
export function upToToday(range: DateRange, today: CalendarDate): DateRange | null {
  if (range.startDate > today) return null;
  return { startDate: range.startDate, endDate: earlierOf(range.endDate, today) };
}

/** The part of `range` of which Plaid surely shows what there is, null when none: at the far end of its 24 months it may not. */
export function withinHistory(range: DateRange, today: CalendarDate): DateRange | null {
  const startDate = laterOf(range.startDate, addDays(fullHistory(today).startDate, HISTORY_MARGIN_DAYS));
  return startDate > range.endDate ? null : { startDate, endDate: range.endDate };
}

export function isInRange(date: CalendarDate, range: DateRange): boolean {
  return range.startDate <= date && date <= range.endDate;
}

export function covers(range: DateRange, other: DateRange): boolean {
  return range.startDate <= other.startDate && other.endDate <= range.endDate;
}
