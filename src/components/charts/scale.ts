import { addDays, addMonths, type CalendarDate, daysBetween } from "@/domain/calendar-date";

const EPOCH = "1970-01-01" as CalendarDate;

/** Where a calendar date lies on an axis, in days. */
export const dayNumber = (date: string) => daysBetween(EPOCH, date as CalendarDate);

/**
 * Even, round positions that hold `min` to `max` between the first and the last, about `count` of them. Positions are for the
 * eye: the figures beside them stay exact.
 */
export function niceTicks(min: number, max: number, count: number): number[] {
  const span = max - min || Math.abs(max) || 1;
  const [low, high] = max === min ? [min - span / 2, max + span / 2] : [min, max];
  const rough = (high - low) / Math.max(1, count - 1);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = magnitude * ([1, 2, 2.5, 5].find((factor) => factor * magnitude >= rough * 0.999) ?? 10);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
}

// Steps of a tenth do not add up in binary.
const round = (value: number) => Number(value.toPrecision(12));

const DAY_STEPS = [1, 2, 7, 14];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];
const DAYS_PER_MONTH = 30.4;

/** At most `count` dates between two: single days, or from a month's first on those of whole months. */
export function dateTicks(from: string, to: string, count: number): { dates: string[]; unit: "day" | "month" } {
  const [first, last] = [from as CalendarDate, to as CalendarDate];
  const span = daysBetween(first, last);
  const days = DAY_STEPS.find((step) => span / step + 1 <= count);
  if (days !== undefined) {
    const dates = Array.from({ length: Math.floor(span / days) + 1 }, (_, index) => addDays(first, index * days));
    return { dates, unit: "day" };
  }
  const months = MONTH_STEPS.find((step) => span / DAYS_PER_MONTH / step + 1 <= count) ?? 240;
  const dates: string[] = [];
  const year = `${from.slice(0, 4)}-01-01` as CalendarDate;
  for (let at = 0; ; at += months) {
    const date = addMonths(year, at);
    if (date > last) return { dates, unit: "month" };
    if (date >= first) dates.push(date);
  }
}

/** The index of the position nearest to `at`, of ascending ones. */
export function nearestIndex(positions: readonly number[], at: number): number {
  let [low, high] = [0, positions.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return Math.abs((positions[high] ?? 0) - at) < Math.abs((positions[low] ?? 0) - at) ? high : low;
}

const PAGE = 30;

/** Where a key leads a cursor on `count` places; null: the key is none of a cursor's. */
export function movedCursor(key: string, index: number, count: number): number | null {
  const target: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    PageDown: index - PAGE,
    PageUp: index + PAGE,
    Home: 0,
    End: count - 1,
  };
  const to = Object.hasOwn(target, key) ? target[key] : undefined;
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}
