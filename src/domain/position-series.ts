import { addDays, type CalendarDate } from "./calendar-date";
import { type Currency, currencyKey } from "./currency";
import { type Decimal, ZERO } from "./decimal";
import type { Holding } from "./entities";
import { groupBy } from "./group-by";

/** What a position was worth from one date to another; `validTo` is the first date on which it no longer was, null: it still is. */
export type PositionVersion = Currency &
  Pick<Holding, "accountId" | "quantity" | "institutionPrice" | "institutionValue" | "costBasis"> & {
    readonly validFrom: CalendarDate;
    readonly validTo: CalendarDate | null;
  };

/** What was held at the end of `date` and until the next point. */
export type SeriesPoint = { readonly date: CalendarDate; readonly quantity: Decimal; readonly value: Decimal };
export type PositionSeries = { readonly currency: Currency; readonly points: readonly SeriesPoint[] };

/**
 * Positions of one security over time, a series per currency, from `since` (null: their first date) to `today`: a point for
 * each date on which anything changed, and one at either end of what was held. Between two points nothing else was seen.
 */
export function toPositionSeries(
  versions: readonly PositionVersion[],
  { since, today }: { since: CalendarDate | null; today: CalendarDate },
): PositionSeries[] {
  return [...groupBy(versions, currencyKey).values()].map((rows) => ({
    currency: currencyOf(rows),
    points: clip(runningSums(rows), since, today),
  }));
}

function currencyOf([row]: readonly Currency[]): Currency {
  return { isoCurrencyCode: row?.isoCurrencyCode ?? null, unofficialCurrencyCode: row?.unofficialCurrencyCode ?? null };
}

function runningSums(rows: readonly PositionVersion[]): SeriesPoint[] {
  const steps = rows.flatMap(({ validFrom, validTo, quantity, institutionValue: value }) => [
    { date: validFrom, quantity, value },
    ...(validTo === null ? [] : [{ date: validTo, quantity: quantity.negated(), value: value.negated() }]),
  ]);
  const byDate = [...groupBy(steps, (step) => step.date)].sort(([a], [b]) => (a < b ? -1 : 1));
  let [quantity, value]: [Decimal, Decimal] = [ZERO, ZERO];
  const points = byDate.map(([date, changes]) => {
    for (const change of changes) [quantity, value] = [quantity.plus(change.quantity), value.plus(change.value)];
    return { date, quantity, value };
  });
  return points.flatMap((point, at) => withLastDayOfNothing(point, points[at + 1]));
}

/** Nothing is held to the very day before it is bought again; a line between the two would say otherwise. */
function withLastDayOfNothing(point: SeriesPoint, next: SeriesPoint | undefined): SeriesPoint[] {
  const lastDay = next && addDays(next.date, -1);
  return lastDay && lastDay > point.date && !isHeld(point) ? [point, { ...point, date: lastDay }] : [point];
}

const isHeld = ({ quantity, value }: SeriesPoint) => !quantity.isZero() || !value.isZero();

/** The last point before a limit is what held on it; what was sold ends with its sale. */
function clip(points: readonly SeriesPoint[], since: CalendarDate | null, today: CalendarDate): SeriesPoint[] {
  const before = since === null ? undefined : points.findLast((point) => point.date < since);
  const within = points.filter((point) => (since === null || point.date >= since) && point.date <= today);
  const begun =
    before && since !== null && within[0]?.date !== since ? [{ ...before, date: since }, ...within] : within;
  const last = begun.at(-1);
  return last && last.date < today && isHeld(last) ? [...begun, { ...last, date: today }] : begun;
}
