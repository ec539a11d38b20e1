import { expect, test } from "vitest";
import type { TimeChartData } from "./chart-data";
import { labelsOfBreaks, layOut, segmentsOf } from "./geometry";

const chart = (values: (string | null)[], over: Partial<TimeChartData> = {}): TimeChartData => ({
  dates: values.map((_, index) => `2026-01-${String(index + 1).padStart(2, "0")}`),
  series: [
    { name: "Value", shape: "area", values, format: String, formatShort: (value) => `$${value}`, isPrivate: true },
  ],
  ...over,
});

test("a curve is dashed where a figure is not exact, and interrupted where one is unknown or something joined", () => {
  const data = chart(["1", "2", "3", null, "4", "5", "6"], {
    notes: [null, "carried", null, null, null, null, null],
    breaks: [{ date: "2026-01-06", text: "Second Bank joined" }],
  });
  expect(segmentsOf(data, 0)).toEqual([
    { from: 0, to: 2, isDashed: true },
    { from: 4, to: 4, isDashed: false },
    { from: 5, to: 6, isDashed: false },
  ]);
  expect(segmentsOf(chart(["1", "2", "3"], { notes: [null, null, "late"] }), 0)).toEqual([
    { from: 0, to: 1, isDashed: false },
    { from: 1, to: 2, isDashed: true },
  ]);
});

test("what joined is named beside its line, inside the chart, and never over the name before", () => {
  const dates = ["2026-01-01", "2026-02-01", "2026-02-03", "2026-03-30", "2026-04-01"];
  const breaks = [
    { date: "2026-02-01", text: "First Bank joined" },
    { date: "2026-02-03", text: "Second Bank joined" },
    { date: "2026-03-30", text: "A brokerage with a name beyond all measure joined" },
  ];
  const data = { ...chart(["1", "2", "3", "4", "5"], { breaks }), dates };
  const geometry = layOut(data, 600, 200, false);
  const [first, last, ...others] = labelsOfBreaks(data, geometry);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ text: "First Bank joined", anchor: "start" });
  expect(first?.x).toBeGreaterThan(geometry.xOf("2026-02-01"));
  expect(last).toMatchObject({ text: expect.stringMatching(/^A brokerage with a name .*…$/), anchor: "end" });
  expect(last?.x).toBeLessThan(geometry.xOf("2026-03-30"));
  const [, whole] = labelsOfBreaks(data, layOut(data, 900, 200, false));
  expect(whole?.text).toBe("A brokerage with a name beyond all measure joined");
});

test("dates lie by their distance, values between the first and the last tick", () => {
  const dates = ["2026-01-01", "2026-01-02", "2026-01-11"];
  const { plot, x, y, axes } = layOut({ ...chart(["0", "50", "100"]), dates }, 500, 200, false);
  expect((x(1) - plot.left) / (plot.right - plot.left)).toBeCloseTo(0.1);
  expect([y(0, 0), y(0, 2)]).toEqual([plot.bottom, plot.top]);
  expect(axes[0]?.texts.get(100)).toBe("$100");
});

test("while amounts are hidden no axis tells one", () => {
  const { axes } = layOut(chart(["1", "2"]), 500, 200, true);
  expect([...(axes[0]?.texts.values() ?? [])].join("")).not.toMatch(/\d/);
});
