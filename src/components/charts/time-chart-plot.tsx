"use client";

import { memo, useId } from "react";
import { formatAxisDate } from "@/components/date";
import type { TimeChartData } from "./chart-data";
import { type Geometry, labelsOfBreaks, segmentsOf } from "./geometry";
import { dateTicks } from "./scale";

const SERIES_COLORS = ["var(--accent)", "var(--chart-2)"];
const PIXELS_PER_DATE = 76;
const HALF_A_DATE = 32;
const TEXT = { fill: "var(--muted)", fontSize: 12 } as const;
/** Legible across a curve. */
const LABEL = { fontSize: 11, stroke: "var(--surface)", strokeWidth: 3, paintOrder: "stroke" } as const;

type PlotProps = { data: TimeChartData; geometry: Geometry; width: number; height: number };

/** Axes, grid and curves; the cursor lies above it, so that moving it draws none of this anew. */
export const TimeChartPlot = memo(function TimeChartPlot({ data, geometry, width, height }: PlotProps) {
  const gradient = useId();
  return (
    <svg aria-hidden width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="block">
      <defs>
        <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0%" stopColor={SERIES_COLORS[0]} stopOpacity={0.22} />
          <stop offset="100%" stopColor={SERIES_COLORS[0]} stopOpacity={0.02} />
        </linearGradient>
      </defs>
      <ValueAxes geometry={geometry} />
      <DateAxis data={data} geometry={geometry} width={width} />
      {data.series.map(({ name, shape }, series) => (
        <g key={name}>
          {shape === "area" && <path d={areaPath(data, geometry, series)} fill={`url(#${gradient})`} stroke="none" />}
          <Curve data={data} geometry={geometry} series={series} />
        </g>
      ))}
      <Breaks data={data} geometry={geometry} />
    </svg>
  );
});

function ValueAxes({ geometry: { axes, plot } }: { geometry: Geometry }) {
  return axes.map(({ ticks, texts, heightOf }, series) => (
    <g key={SERIES_COLORS[series]}>
      {series === 0 &&
        ticks.map((tick) => (
          <path key={tick} d={`M${plot.left},${heightOf(tick)}H${plot.right}`} stroke="var(--line)" />
        ))}
      {ticks.map((tick) => (
        <text
          key={tick}
          x={series === 0 ? plot.left - 8 : plot.right + 8}
          y={heightOf(tick)}
          dy="0.35em"
          textAnchor={series === 0 ? "end" : "start"}
          {...TEXT}
        >
          {texts.get(tick)}
        </text>
      ))}
    </g>
  ));
}

function DateAxis({ data, geometry, width }: Pick<PlotProps, "data" | "geometry" | "width">) {
  const { plot, xOf } = geometry;
  const [from, to] = [data.dates[0] ?? "", data.dates.at(-1) ?? ""];
  const { dates, unit } = dateTicks(from, to, Math.max(2, Math.floor((plot.right - plot.left) / PIXELS_PER_DATE)));
  return (
    <g>
      <path d={`M${plot.left},${plot.bottom}H${plot.right}`} stroke="var(--line-strong)" />
      {dates.map((date) => {
        const x = xOf(date);
        const isAtEdge = x + HALF_A_DATE > width;
        return (
          <text
            key={date}
            x={isAtEdge ? width : x}
            y={plot.bottom + 19}
            textAnchor={isAtEdge ? "end" : "middle"}
            {...TEXT}
          >
            {formatAxisDate(date, unit)}
          </text>
        );
      })}
    </g>
  );
}

/** Where what is counted became more: a line, and in words what came, as far as there is room. */
function Breaks({ data, geometry }: Pick<PlotProps, "data" | "geometry">) {
  const { plot, xOf } = geometry;
  return (
    <g>
      {data.breaks?.map(({ date }) => (
        <path
          key={date}
          d={`M${xOf(date)},${plot.top}V${plot.bottom}`}
          stroke="var(--line-strong)"
          strokeDasharray="2 3"
        />
      ))}
      {labelsOfBreaks(data, geometry).map(({ x, text, anchor }) => (
        <text key={x} x={x} y={plot.top + 4} textAnchor={anchor} fill="var(--muted)" {...LABEL}>
          {text}
        </text>
      ))}
    </g>
  );
}

/** The curve itself, stretch by stretch: dashed where it is not exact, a dot where it is of one date alone. */
function Curve({ data, geometry, series }: Pick<PlotProps, "data" | "geometry"> & { series: number }) {
  return segmentsOf(data, series).map(({ from, to, isDashed }) => (
    <path
      key={from}
      d={curvePath(data, geometry, series, from, to)}
      fill="none"
      stroke={SERIES_COLORS[series]}
      strokeWidth={from === to ? 5 : 2}
      strokeLinejoin="round"
      strokeLinecap={isDashed ? "butt" : "round"}
      strokeDasharray={isDashed ? "4 4" : undefined}
    />
  ));
}

function curvePath(data: TimeChartData, { x, y }: Geometry, series: number, from: number, to: number): string {
  const isSteps = data.series[series]?.shape === "steps";
  let path = `M${x(from)},${y(series, from)}`;
  if (from === to) return `${path}h0`;
  for (let index = from + 1; index <= to; index += 1)
    path += isSteps ? `H${x(index)}V${y(series, index)}` : `L${x(index)},${y(series, index)}`;
  return path;
}

/** What lies below a curve, in one path, so that no seam shows between its stretches. */
function areaPath(data: TimeChartData, geometry: Geometry, series: number): string {
  const { plot, x } = geometry;
  return segmentsOf(data, series)
    .map(({ from, to }) => `${curvePath(data, geometry, series, from, to)}L${x(to)},${plot.bottom}H${x(from)}Z`)
    .join("");
}
