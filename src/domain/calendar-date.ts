/** A calendar date `YYYY-MM-DD` (years 1900–9999), without time or zone. Compares correctly as text. */
declare const brand: unique symbol;
export type CalendarDate = string & { readonly [brand]: "CalendarDate" };

const MS_PER_DAY = 86_400_000;
const utc = (date: CalendarDate) => Date.parse(`${date}T00:00:00Z`);

/** The date when `text` is a real calendar date of years 1900–9999, else null. */
export function parseCalendarDate(text: string): CalendarDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "1900") return null;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text) ? (text as CalendarDate) : null;
}

/** `date` moved by whole calendar days. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(utc(date) + days * MS_PER_DAY).toISOString().slice(0, 10) as CalendarDate;
}

/** `date` moved by whole months; a day that the target month lacks becomes its last day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)))
    .toISOString()
    .slice(0, 10) as CalendarDate;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((utc(to) - utc(from)) / MS_PER_DAY);
}

/** The calendar date that a wall calendar in `timeZone` (IANA name) shows at `instant`. */
export function calendarDateIn(timeZone: string, instant: Date): CalendarDate {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(instant) as CalendarDate;
}

export function earlierOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a < b ? a : b;
}
