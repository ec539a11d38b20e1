import { addDays, type CalendarDate, laterOf } from "./calendar-date";
import { type Decimal, ZERO } from "./decimal";
import { groupBy } from "./group-by";
import type { IncompleteReason } from "./portfolio";

/** What was owned in one currency at the end of a date. `isCarried`: part of it was last seen before that date. */
export type DayTotal = {
  /** As `currencyKey` writes it. */
  readonly key: string;
  readonly date: CalendarDate;
  readonly total: Decimal;
  readonly incomplete: readonly IncompleteReason[];
  readonly isCarried: boolean;
};

/**
 * The days of each currency from its first to `to`, none left out: a currency of which nothing is held any more is worth zero.
 * The currency with the most days first.
 */
export function completeDays(totals: readonly DayTotal[], to: CalendarDate): Map<string, DayTotal[]> {
  const groups = [...groupBy(totals, ({ key }) => key)].map(([key, days]) => {
    const byDate = new Map(days.map((day) => [day.date, day]));
    const first = days.reduce((earliest, { date }) => (date < earliest ? date : earliest), to);
    const complete: DayTotal[] = [];
    for (let date = first; date <= to; date = addDays(date, 1)) {
      complete.push(byDate.get(date) ?? { key, date, total: ZERO, incomplete: [], isCarried: false });
    }
    return [key, complete] as const;
  });
  return new Map(groups.sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1)));
}

/** When an account was seen for the first and the last time. */
export type AccountSpan<Id extends string = string> = {
  readonly itemId: Id;
  readonly firstDate: CalendarDate;
  readonly lastDate: CalendarDate;
};

/** The accounts that were first seen later than the others: those of an Item that joined, or one that joined its Item. */
export function joinedLater<Span extends AccountSpan>(spans: readonly Span[]): { date: CalendarDate; spans: Span[] }[] {
  const first = spans.reduce<CalendarDate | null>(
    (earliest, { firstDate }) => (earliest === null || firstDate < earliest ? firstDate : earliest),
    null,
  );
  return [...groupBy(spans, ({ firstDate }) => firstDate)]
    .filter(([date]) => date !== first)
    .map(([date, joined]) => ({ date, spans: joined }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Where a range begins that is asked for from `start` while something is known from `knownFrom` on. */
export function shownFrom(start: CalendarDate | null, knownFrom: CalendarDate): CalendarDate {
  return start === null ? knownFrom : laterOf(start, knownFrom);
}
