import type { DecimalText } from "@/contracts/money";

/** One curve. `values` has one for each date of the chart; null: unknown, the curve has a gap there. */
export type TimeSeries = {
  readonly name: string;
  readonly shape: "area" | "line" | "steps";
  readonly values: readonly (DecimalText | null)[];
  /** From exact text to text for people; what it writes is what is shown, announced and listed. */
  readonly format: (value: DecimalText) => string;
  /** The same, as short as an axis needs it. */
  readonly formatShort: (value: DecimalText) => string;
  /** Whether it is not to be seen while amounts are hidden. */
  readonly isPrivate: boolean;
};

/** A date from which on the figures are of something else than before: the curve is interrupted there. */
export type ChartBreak = { readonly date: string; readonly text: string };

export type TimeChartData = {
  /** Calendar dates, ascending. */
  readonly dates: readonly string[];
  /** One or two; the second has an axis of its own. */
  readonly series: readonly TimeSeries[];
  /** For each date why its figures are not exact, or null; drawn dashed. */
  readonly notes?: readonly (string | null)[];
  readonly breaks?: readonly ChartBreak[];
};

export const HIDDEN_TEXT = "hidden";

/** The text of a series at a date, as it is shown, announced and listed. */
export function valueText(series: TimeSeries, index: number, isHidden: boolean): string {
  const value = series.values[index] ?? null;
  if (value === null) return "unknown";
  return isHidden && series.isPrivate ? HIDDEN_TEXT : series.format(value);
}
