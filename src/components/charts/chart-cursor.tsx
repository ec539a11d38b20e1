"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useAmountVisibility } from "@/client/amount-visibility";
import { formatCalendarDate } from "@/components/date";
import { cn } from "@/components/ui/class-names";
import { type TimeChartData, valueText } from "./chart-data";
import type { Geometry } from "./geometry";
import { movedCursor, nearestIndex } from "./scale";

const DOT_COLORS = ["bg-accent", "bg-chart-2"];

/**
 * The place at which a chart is read, by pointer or by keys: arrows by a day, Page keys by thirty, Home and End. To screen
 * readers it is a slider whose text is the date with its figures.
 */
export function ChartCursor({
  name,
  describedBy,
  data,
  geometry,
}: {
  name: string;
  describedBy: string;
  data: TimeChartData;
  geometry: Geometry;
}) {
  const [index, setIndex] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { isHidden } = useAmountVisibility();
  const count = data.dates.length;
  const at = Math.min(index ?? count - 1, count - 1);
  const { plot, positions } = geometry;

  const follow = (event: PointerEvent) => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    const share = (event.clientX - left - plot.left) / (plot.right - plot.left);
    const [first, last] = [positions[0] ?? 0, positions.at(-1) ?? 0];
    setIndex(nearestIndex(positions, first + share * (last - first)));
  };
  const step = (event: KeyboardEvent) => {
    if (event.key === "Escape") return setIndex(null);
    const next = movedCursor(event.key, at, count);
    if (next === null) return;
    event.preventDefault();
    setIndex(next);
  };
  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-describedby={describedBy}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={count - 1}
      aria-valuenow={at}
      aria-valuetext={spokenText(data, at, isHidden)}
      onKeyDown={step}
      onFocus={(event) => event.currentTarget.matches(":focus-visible") && setIndex(at)}
      onBlur={() => setIndex(null)}
      onPointerMove={follow}
      onPointerDown={follow}
      onPointerLeave={(event) => event.pointerType === "mouse" && setIndex(null)}
      className="absolute inset-0 touch-pan-y rounded-lg"
    >
      {index !== null && <Reading data={data} geometry={geometry} index={at} isHidden={isHidden} />}
    </div>
  );
}

function spokenText(data: TimeChartData, index: number, isHidden: boolean): string {
  const date = data.dates[index] ?? "";
  const figures = data.series.map((series) => `${series.name} ${valueText(series, index, isHidden)}`);
  const joined = data.breaks?.find((one) => one.date === date)?.text;
  return [`${formatCalendarDate(date)}: ${figures.join(", ")}`, data.notes?.[index], joined].filter(Boolean).join(". ");
}

function Reading({
  data,
  geometry,
  index,
  isHidden,
}: {
  data: TimeChartData;
  geometry: Geometry;
  index: number;
  isHidden: boolean;
}) {
  const { plot } = geometry;
  const x = geometry.x(index);
  const date = data.dates[index] ?? "";
  const isInRightHalf = x > (plot.left + plot.right) / 2;
  const note = data.notes?.[index];
  const joined = data.breaks?.find((one) => one.date === date)?.text;
  return (
    <div aria-hidden className="pointer-events-none">
      <div
        className="absolute w-px bg-line-strong"
        style={{ left: x, top: plot.top, height: plot.bottom - plot.top }}
      />
      {data.series.map(({ name }, series) => {
        const y = geometry.y(series, index);
        return (
          y !== null && (
            <span
              key={name}
              className={cn(
                "absolute size-2.5 -translate-1/2 rounded-full ring-2 ring-surface",
                DOT_COLORS[series] ?? "bg-muted",
              )}
              style={{ left: x, top: y }}
            />
          )
        );
      })}
      <div
        className={cn(
          "absolute top-1 z-10 w-max max-w-56 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-raised",
          isInRightHalf && "-translate-x-full",
        )}
        style={{ left: isInRightHalf ? x - 10 : x + 10 }}
      >
        <p className="text-muted">{formatCalendarDate(date)}</p>
        {data.series.map((series, place) => (
          <p key={series.name} className="mt-0.5 flex items-center gap-2 tabular-nums">
            {data.series.length > 1 && (
              <>
                <span className={cn("size-2 rounded-full", DOT_COLORS[place] ?? "bg-muted")} />
                <span className="text-muted">{series.name}</span>
              </>
            )}
            <span className="ml-auto text-sm font-semibold">{valueText(series, index, isHidden)}</span>
          </p>
        ))}
        {note && <p className="mt-1 text-warn">{note}</p>}
        {joined && <p className="mt-1 text-muted">{joined}</p>}
      </div>
    </div>
  );
}
