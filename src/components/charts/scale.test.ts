import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateTicks, dayNumber, movedCursor, nearestIndex, niceTicks } from "./scale";

describe("niceTicks", () => {
  test.each([
    [0, 100, 5, [0, 25, 50, 75, 100]],
    [812_345, 998_001, 4, [800_000, 900_000, 1_000_000]],
    [-3, 7, 5, [-5, -2.5, 0, 2.5, 5, 7.5]],
    [0.1, 0.3, 5, [0.1, 0.15, 0.2, 0.25, 0.3]],
  ])("%d to %d in %d", (min, max, count, ticks) => expect(niceTicks(min, max, count)).toEqual(ticks));

  test("hold whatever lies between, evenly, and are few", () => {
    const values = fc.maxSafeInteger().map((units) => units / 10_000);
    fc.assert(
      fc.property(values, values, fc.integer({ min: 2, max: 8 }), (a, b, count) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(max === min || max - min > Math.abs(max) * 1e-6);
        const ticks = niceTicks(min, max, count);
        const slack = (max - min || 1) * 1e-6;
        expect(ticks[0]).toBeLessThanOrEqual(min + slack);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max - slack);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(count + 2);
      }),
    );
  });
});

describe("dateTicks", () => {
  test("of a few days are days, of more are firsts of months, of years are Januaries", () => {
    expect(dateTicks("2026-11-20", "2026-11-24", 6).dates).toEqual([
      "2026-11-20",
      "2026-11-21",
      "2026-11-22",
      "2026-11-23",
      "2026-11-24",
    ]);
    expect(dateTicks("2026-05-31", "2026-11-27", 7)).toEqual({
      dates: ["2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"],
      unit: "month",
    });
    expect(dateTicks("2020-05-31", "2026-11-27", 7).dates.every((date) => date.endsWith("-01-01"))).toBe(true);
  });

  test("are within the range and no more than asked for", () => {
    const span = fc.integer({ min: 0, max: 12_000 });
    fc.assert(
      fc.property(span, fc.integer({ min: 3, max: 10 }), (days, count) => {
        const to = new Date(Date.UTC(1990, 3, 17) + days * 86_400_000).toISOString().slice(0, 10);
        const { dates } = dateTicks("1990-04-17", to, count);
        expect(dates.length).toBeLessThanOrEqual(count + 1);
        expect(dates.every((date) => date >= "1990-04-17" && date <= to)).toBe(true);
      }),
    );
  });
});

test("nearestIndex finds the nearest of unevenly spaced positions", () => {
  const positions = ["2026-01-01", "2026-01-02", "2026-01-20"].map(dayNumber);
  const at = (date: string) => nearestIndex(positions, dayNumber(date));
  expect([at("2025-12-01"), at("2026-01-05"), at("2026-01-12"), at("2027-01-01")]).toEqual([0, 1, 2, 2]);
  expect(nearestIndex([5], 100)).toBe(0);
});

test("the cursor goes where the key says and never beyond an end", () => {
  expect(movedCursor("ArrowRight", 3, 10)).toBe(4);
  expect(movedCursor("ArrowLeft", 0, 10)).toBe(0);
  expect(movedCursor("End", 0, 10)).toBe(9);
  expect(movedCursor("PageUp", 0, 10)).toBe(9);
  expect(movedCursor("Home", 5, 10)).toBe(0);
  expect(movedCursor("Tab", 5, 10)).toBeNull();
  expect(movedCursor("toString", 5, 10)).toBeNull();
});
