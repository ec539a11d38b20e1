import { expect, test } from "vitest";
import type { CalendarDate } from "./calendar-date";
import { parseDecimal } from "./decimal";
import type { AccountId } from "./ids";
import { type PositionVersion, toPositionSeries } from "./position-series";

type Given = [account: string, from: string, to: string | null, quantity: string, value: string, currency?: string];
const version = ([account, from, to, quantity, value, currency = "USD"]: Given): PositionVersion => ({
  accountId: account as AccountId,
  validFrom: from as CalendarDate,
  validTo: to as CalendarDate | null,
  quantity: parseDecimal(quantity),
  institutionPrice: parseDecimal("1"),
  institutionValue: parseDecimal(value),
  costBasis: null,
  isoCurrencyCode: currency,
  unofficialCurrencyCode: null,
});
const series = (versions: Given[], today: string, since: string | null = null) =>
  toPositionSeries(versions.map(version), { since: since as CalendarDate | null, today: today as CalendarDate }).map(
    ({ currency, points }) => [
      currency.isoCurrencyCode,
      ...points.map(({ date, quantity, value }) => `${date} ${quantity.toFixed()} ${value.toFixed()}`),
    ],
  );

const TWO_ACCOUNTS: Given[] = [
  ["a", "2026-01-01", "2026-01-05", "1", "0.1"],
  ["a", "2026-01-05", null, "2", "0.2"],
  ["b", "2026-01-03", "2026-01-05", "10", "0.3"],
];

test("accounts add up exactly, a point for each date on which anything changed, and what holds goes on to today", () => {
  expect(series(TWO_ACCOUNTS, "2026-01-09")).toEqual([
    ["USD", "2026-01-01 1 0.1", "2026-01-03 11 0.4", "2026-01-05 2 0.2", "2026-01-09 2 0.2"],
  ]);
});

test("a range begins with what held on its first date", () => {
  expect(series(TWO_ACCOUNTS, "2026-01-09", "2026-01-04")).toEqual([
    ["USD", "2026-01-04 11 0.4", "2026-01-05 2 0.2", "2026-01-09 2 0.2"],
  ]);
  expect(series(TWO_ACCOUNTS, "2026-01-09", "2026-01-05")).toEqual([["USD", "2026-01-05 2 0.2", "2026-01-09 2 0.2"]]);
  expect(series(TWO_ACCOUNTS, "2026-01-09", "2025-06-01")[0]?.[1]).toBe("2026-01-01 1 0.1");
  expect(series(TWO_ACCOUNTS, "2026-01-09", "2026-01-08")).toEqual([["USD", "2026-01-08 2 0.2", "2026-01-09 2 0.2"]]);
});

test("what was sold ends with its sale, and begins anew when it is bought again", () => {
  const again: Given[] = [
    ["a", "2026-01-01", "2026-01-03", "1", "10"],
    ["a", "2026-01-06", "2026-01-08", "2", "22"],
  ];
  expect(series(again, "2026-02-01")).toEqual([
    ["USD", "2026-01-01 1 10", "2026-01-03 0 0", "2026-01-05 0 0", "2026-01-06 2 22", "2026-01-08 0 0"],
  ]);
});

test("T19: currencies are series of their own", () => {
  const mixed: Given[] = [
    ["a", "2026-01-01", null, "1", "10", "USD"],
    ["b", "2026-01-01", null, "1", "14", "CAD"],
  ];
  expect(series(mixed, "2026-01-01")).toEqual([
    ["USD", "2026-01-01 1 10"],
    ["CAD", "2026-01-01 1 14"],
  ]);
});

test("no versions are no series", () => {
  expect(series([], "2026-01-01")).toEqual([]);
});
