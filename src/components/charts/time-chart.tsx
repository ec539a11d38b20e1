"use client";

import { type ReactNode, useId, useMemo, useRef } from "react";
import { useAmountVisibility } from "@/client/amount-visibility";
import { formatCalendarDate } from "@/components/date";
import { cn } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import { ChartCursor } from "./chart-cursor";
import { HIDDEN_TEXT, type TimeChartData, valueText } from "./chart-data";
import { ChartFrame } from "./chart-frame";
import { CHART_HEIGHT } from "./chart-size";
import { layOut } from "./geometry";
import { TimeChartPlot } from "./time-chart-plot";
import { TimeTable } from "./time-table";
import { useWidth } from "./use-width";

const LEGEND_COLORS = ["bg-accent", "bg-chart-2"];

/**
 * Figures over time in a card of their own: curves with a cursor for pointer and keys, the same as a table, and as a picture to
 * keep. `data` must keep its identity while it does not change. `fallback` stands in place of the chart where there is none.
 */
export function TimeChart({
  title,
  data,
  fileName,
  toolbar,
  footnote,
  fallback = null,
}: {
  title: string;
  data: TimeChartData;
  /** Without its ending. */
  fileName: string;
  toolbar?: ReactNode;
  footnote?: ReactNode;
  fallback?: ReactNode;
}) {
  const titleId = useId();
  const { dates } = data;
  const [from, to] = [dates[0] ?? "", dates.at(-1) ?? ""];
  const names = data.series.map(({ name }) => name).join(" and ");
  const hasChart = fallback === null && dates.length > 0;
  return (
    <ChartFrame
      title={title}
      titleId={titleId}
      toolbar={toolbar}
      picture={
        hasChart
          ? {
              fileName: `${fileName}-${to}.png`,
              subtitle: `${names}, ${formatCalendarDate(from)} to ${formatCalendarDate(to)}`,
            }
          : null
      }
      table={hasChart ? <TimeTable caption={`${title}, by day`} data={data} height={CHART_HEIGHT} /> : null}
    >
      {hasChart ? (
        <>
          {data.series.length > 1 && <Legend data={data} />}
          <Plot name={title} data={data} />
        </>
      ) : (
        fallback
      )}
      {footnote && <div className="px-5 pt-1 pb-4 text-xs text-muted">{footnote}</div>}
    </ChartFrame>
  );
}

function Legend({ data }: { data: TimeChartData }) {
  return (
    <ul className="flex flex-wrap gap-x-5 px-5 text-xs text-muted">
      {data.series.map(({ name }, series) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden className={cn("size-2 rounded-full", LEGEND_COLORS[series])} />
          {name}
        </li>
      ))}
    </ul>
  );
}

function Plot({ name, data }: { name: string; data: TimeChartData }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const summaryId = useId();
  const { isHidden } = useAmountVisibility();
  const geometry = useMemo(() => layOut(data, width, CHART_HEIGHT, isHidden), [data, width, isHidden]);
  return (
    <div className="px-3 pb-3 sm:px-4">
      <p id={summaryId} className="sr-only">
        {summaryOf(data, isHidden)}
      </p>
      <div ref={box} className="relative" style={{ height: CHART_HEIGHT }}>
        {width > 0 ? (
          <>
            <div data-chart className="absolute inset-0 overflow-hidden">
              <TimeChartPlot data={data} geometry={geometry} width={width} height={CHART_HEIGHT} />
            </div>
            <ChartCursor name={name} describedBy={summaryId} data={data} geometry={geometry} />
          </>
        ) : (
          <Skeleton className="absolute inset-x-2 top-4 bottom-8" />
        )}
      </div>
    </div>
  );
}

/** The first, last, lowest and highest figure of each curve, for those who do not see them. */
function summaryOf(data: TimeChartData, isHidden: boolean): string {
  const at = (index: number) => formatCalendarDate(data.dates[index] ?? "");
  const sentences = data.series.map((series) => {
    const known = series.values.flatMap((value, index) => (value === null ? [] : [{ at: Number(value), index }]));
    const ends = [known[0], known.at(-1)];
    const byValue = [...known].sort((a, b) => a.at - b.at);
    const told = [...ends, byValue[0], byValue.at(-1)].map((one) =>
      one ? `${valueText(series, one.index, isHidden)} on ${at(one.index)}` : "unknown",
    );
    if (isHidden && series.isPrivate) return `${series.name}: ${HIDDEN_TEXT}.`;
    return `${series.name}: from ${told[0]} to ${told[1]}; lowest ${told[2]}, highest ${told[3]}.`;
  });
  return [...sentences, "Arrow keys read it day by day."].join(" ");
}
