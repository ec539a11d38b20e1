import type { TimeChartData, TimeSeries } from "./chart-data";
import { dayNumber, niceTicks } from "./scale";

const AXIS_HEIGHT = 28;
const TOP = 14;
const END = 12;
const CHARACTER = 7;
const AXIS_GAP = 14;
const VALUE_TICKS = 5;
const HIDDEN_TICK = "•••";

export type ValueAxis = {
  readonly ticks: readonly number[];
  readonly texts: ReadonlyMap<number, string>;
  readonly width: number;
  /** The pixel at which a value lies. */
  readonly heightOf: (value: number) => number;
};

/** Where everything of a chart lies, in pixels: axes, grid, curves and the cursor share it. */
export type Geometry = {
  readonly positions: readonly number[];
  readonly axes: readonly ValueAxis[];
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly x: (index: number) => number;
  /** Whether or not the chart has a figure of that date. */
  readonly xOf: (date: string) => number;
  readonly y: (series: number, index: number) => number | null;
};

/** A position for the eye; the figure itself stays text. */
const positionOf = (value: string | null | undefined) => (value == null ? null : Number(value));

export function layOut(data: TimeChartData, width: number, height: number, isHidden: boolean): Geometry {
  const positions = data.dates.map(dayNumber);
  const [top, bottom] = [TOP, height - AXIS_HEIGHT];
  const axes = data.series.map((series) => valueAxis(series, isHidden, top, bottom));
  const [first, second] = axes;
  const plot = { left: first?.width ?? 0, right: width - (second ? second.width : END), top, bottom };
  const [from, to] = [positions[0] ?? 0, positions.at(-1) ?? 0];
  const xAt = (day: number) => plot.left + ((day - from) / (to - from || 1)) * (plot.right - plot.left);
  return {
    positions,
    axes,
    plot,
    x: (index) => xAt(positions[index] ?? from),
    xOf: (date) => xAt(dayNumber(date)),
    y: (series, index) => {
      const value = positionOf(data.series[series]?.values[index]);
      return value === null ? null : (axes[series]?.heightOf(value) ?? null);
    },
  };
}

function valueAxis(series: TimeSeries, isHidden: boolean, top: number, bottom: number): ValueAxis {
  const known = series.values.flatMap((value) => positionOf(value) ?? []);
  // In a loop, for a spread of so many arguments has an end.
  const min = known.reduce((least, value) => Math.min(least, value), known[0] ?? 0);
  const max = known.reduce((most, value) => Math.max(most, value), known[0] ?? 0);
  const ticks = niceTicks(min, max, VALUE_TICKS);
  const text = (tick: number) => (isHidden && series.isPrivate ? HIDDEN_TICK : series.formatShort(String(tick)));
  const texts = new Map(ticks.map((tick) => [tick, text(tick)]));
  const longest = Math.max(...[...texts.values()].map((one) => one.length));
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const heightOf = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - top);
  return { ticks, texts, width: longest * CHARACTER + AXIS_GAP, heightOf };
}

export type Segment = { readonly from: number; readonly to: number; readonly isDashed: boolean };

/** The stretches of a curve that are drawn alike; none across a gap, nor into a date on which something joined. */
export function segmentsOf(data: TimeChartData, series: number): Segment[] {
  const values = data.series[series]?.values ?? [];
  const breaks = new Set(data.breaks?.map(({ date }) => date));
  const isDoubtful = (index: number) => (data.notes?.[index] ?? null) !== null;
  const isLinked = (index: number) => values[index - 1] != null && !breaks.has(data.dates[index] ?? "");
  const segments: { from: number; to: number; isDashed: boolean }[] = [];
  for (let index = 0; index < data.dates.length; index += 1) {
    if (values[index] == null) continue;
    const last = segments.at(-1);
    if (index === 0 || !last || !isLinked(index)) {
      segments.push({ from: index, to: index, isDashed: false });
      continue;
    }
    const isDashed = isDoubtful(index) || isDoubtful(index - 1);
    if (last.from === last.to) last.isDashed = isDashed;
    if (last.isDashed === isDashed) last.to = index;
    else segments.push({ from: index - 1, to: index, isDashed });
  }
  return segments;
}

const LABEL_CHARACTER = 6;
const LABEL_GAP = 6;
/** What is cut shorter than this tells nothing. */
const LEAST_CHARACTERS = 12;

/**
 * What stands beside the dates on which something joined: from the left, each that has room beside the one before, cut to that room
 * and to half of the chart.
 */
export function labelsOfBreaks(
  data: TimeChartData,
  geometry: Geometry,
): { x: number; text: string; anchor: "start" | "end" }[] {
  const { plot, xOf } = geometry;
  let free = plot.left;
  return (data.breaks ?? []).flatMap(({ date, text: whole }) => {
    const at = xOf(date);
    if (at < free) return [];
    const [before, after] = [at - free, plot.right - at];
    const anchor = whole.length * LABEL_CHARACTER + LABEL_GAP <= after || after > before ? "start" : "end";
    const room = Math.min(anchor === "start" ? after : before, (plot.right - plot.left) / 2) - LABEL_GAP;
    const most = Math.floor(room / LABEL_CHARACTER);
    if (most < Math.min(whole.length, LEAST_CHARACTERS)) return [];
    const text = whole.length > most ? `${whole.slice(0, most - 1)}…` : whole;
    free = anchor === "start" ? at + text.length * LABEL_CHARACTER + LABEL_GAP : at;
    return [{ x: anchor === "start" ? at + LABEL_GAP : at - LABEL_GAP, text, anchor }];
  });
}
