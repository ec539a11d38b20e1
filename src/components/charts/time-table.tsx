"use client";

import { useAmountVisibility } from "@/client/amount-visibility";
import { CalendarDay } from "@/components/date";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import { type TimeChartData, valueText } from "./chart-data";

/** The figures of a chart, newest first. */
export function TimeTable({ caption, data, height }: { caption: string; data: TimeChartData; height: number }) {
  const { isHidden } = useAmountVisibility();
  const { dates, series, notes } = data;
  const breakOn = new Map(data.breaks?.map(({ date, text }) => [date, text]));
  const hasNotes = breakOn.size > 0 || notes?.some((note) => note !== null);
  const newestFirst = dates.map((_, index) => dates.length - 1 - index);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (axe: scrollable-region-focusable)
    <section aria-label={caption} tabIndex={0} className="overflow-auto" style={{ maxHeight: height }}>
      <Table caption={caption}>
        <thead className="sticky top-0 z-10">
          <tr>
            <TableHead>Date</TableHead>
            {series.map(({ name }) => (
              <TableHead key={name} className="text-right">
                {name}
              </TableHead>
            ))}
            {hasNotes && <TableHead>Note</TableHead>}
          </tr>
        </thead>
        <tbody>
          {newestFirst.map((index) => (
            <TableRow key={dates[index]}>
              <TableCell className="whitespace-nowrap">
                <CalendarDay date={dates[index] ?? ""} />
              </TableCell>
              {series.map((one) => (
                <TableCell key={one.name} className="text-right font-medium whitespace-nowrap">
                  {valueText(one, index, isHidden)}
                </TableCell>
              ))}
              {hasNotes && (
                <TableCell className="text-muted">
                  {[breakOn.get(dates[index] ?? ""), notes?.[index]].filter(Boolean).join(" ")}
                </TableCell>
              )}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
