import type { HoldingColumn } from "@/domain/holding-list";

export type ColumnLengths = Partial<Record<HoldingColumn, number>>;
type Width = readonly [leastRem: number, share: number];

/** What a column needs, and its share of what is left. */
const WIDTHS: Record<HoldingColumn, Width> = {
  security: [12.5, 2],
  account: [8, 1.2],
  quantity: [5.5, 0.8],
  price: [6.25, 0.8],
  value: [7, 1],
  weight: [4.5, 0.5],
  costBasis: [7, 1],
  gain: [7, 1],
  gainPercent: [5.25, 0.6],
  dayChange: [6.5, 0.8],
  currency: [5, 0.5],
};
const CHARACTER_REM = 0.45;
const PADDING_REM = 1;

/**
 * The columns as CSS's grid takes them, and the width below which they are moved sideways: as little as they need, whatever the
 * names of what is held. `lengths`: the characters of the longest text that a column holds, where more than usual may be needed.
 */
export function gridColumns(
  columns: readonly HoldingColumn[],
  lengths: ColumnLengths,
): { template: string; least: string } {
  const widths = columns.map((column) => {
    const [least, share] = WIDTHS[column];
    const needed = (lengths[column] ?? 0) * CHARACTER_REM + PADDING_REM;
    return { least: Math.max(least, needed), share };
  });
  return {
    template: widths.map(({ least, share }) => `minmax(${least}rem,${share}fr)`).join(" "),
    least: `${widths.reduce((sum, { least }) => sum + least, 0)}rem`,
  };
}
