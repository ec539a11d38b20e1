import { expect, test } from "vitest";
import type { CalendarDate } from "./calendar-date";
import { Decimal } from "./decimal";
import { rangeStart } from "./history-range";
import { completeDays, type DayTotal, joinedLater, shownFrom } from "./value-history";

const date = (text: string) => text as CalendarDate;

test("a range begins as many months ago as it says, or with the year, or nowhere", () => {
  const today = date("2026-03-31");
  expect(rangeStart("1m", today)).toBe("2026-02-28");
  expect(rangeStart("3m", today)).toBe("2025-12-31");
  expect(rangeStart("ytd", today)).toBe("2026-01-01");
  expect(rangeStart("1y", today)).toBe("2025-03-31");
  expect(rangeStart("all", today)).toBeNull();
  expect(shownFrom(date("2026-01-01"), date("2026-02-01"))).toBe("2026-02-01");
  expect(shownFrom(null, date("2026-02-01"))).toBe("2026-02-01");
});

test("each currency has every day from its first on; where nothing is held any more that is zero", () => {
  const day = (key: string, on: string, total: string): DayTotal => ({
    key,
    date: date(on),
    total: new Decimal(total),
    incomplete: [],
    isCarried: false,
  });
  const days = completeDays(
    [day("EUR", "2026-01-02", "5"), day("USD", "2026-01-01", "1"), day("USD", "2026-01-03", "2")],
    date("2026-01-03"),
  );
  const told = [...days].map(([key, all]) => [key, ...all.map((one) => `${one.date} ${one.total.toFixed()}`)]);
  expect(told).toEqual([
    ["USD", "2026-01-01 1", "2026-01-02 0", "2026-01-03 2"],
    ["EUR", "2026-01-02 5", "2026-01-03 0"],
  ]);
});

test("what was seen later than the first joined then", () => {
  const span = (itemId: string, firstDate: string) => ({
    itemId,
    firstDate: date(firstDate),
    lastDate: date(firstDate),
  });
  const spans = [span("b", "2026-02-01"), span("a", "2026-01-01"), span("a", "2026-01-01"), span("a", "2026-01-15")];
  expect(joinedLater(spans).map(({ date: on, spans: all }) => [on, all.map(({ itemId }) => itemId)])).toEqual([
    ["2026-01-15", ["a"]],
    ["2026-02-01", ["b"]],
  ]);
  expect(joinedLater([])).toEqual([]);
});
