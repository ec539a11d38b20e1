/** A calendar date `YYYY-MM-DD` (years 1900–9999), without time or zone. Compares correctly as text. */
declare const brand: unique symbol;
export type CalendarDate = string & { readonly [brand]: "CalendarDate" };

const MS_PER_DAY = 86_400_000;
const utc = (date: CalendarDate) => Date.parse(`${date}T00:00:00Z`);

/** The date when `text` is a real calendar date of years 1900–9999, else null. */
export function parseCalendarDate(text: string): CalendarDate | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || Number(year) < 1900 || Number(day) < 1) return null;
  return Number(day) <= daysInMonth(Number(year), Number(month)) ? (text as CalendarDate) : null;
}

/** 0 for a month that there is not. */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  if (month < 1 || month > 12) return 0;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
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

// Making one costs as much as a query.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar date that a wall calendar in `timeZone` (IANA name) shows at `instant`. */
export function calendarDateIn(timeZone: string, instant: Date): CalendarDate {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(instant) as CalendarDate;
}

export function earlierOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a < b ? a : b;
}

export function laterOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a > b ? a : b;
}
