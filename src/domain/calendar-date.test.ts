import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, type CalendarDate, calendarDateIn, daysBetween, parseCalendarDate } from "./calendar-date";
import { fullHistory, lastThirtyDays, upToToday, withinHistory } from "./date-range";

const date = (text: string) => text as CalendarDate;
const anyDate = fc
  .date({ min: new Date("1900-01-01"), max: new Date("9990-12-31"), noInvalidDate: true })
  .map((instant) => date(instant.toISOString().slice(0, 10)));

describe("parseCalendarDate", () => {
  test.each(["2024-02-29", "1900-01-01", "9999-12-31", "2026-11-22"])("%s is a date", (text) => {
    expect(parseCalendarDate(text)).toBe(text);
  });
  test.each([
    "2026-02-30",
    "2025-02-29",
    "1899-12-31",
    "10000-01-01",
    "2026-1-1",
    "2026-13-01",
    "2026-00-10",
    "infinity",
    "2026-01-01T00:00:00Z",
    " 2026-01-01",
    "２０２６-01-01",
    "",
  ])("%j is none", (text) => expect(parseCalendarDate(text)).toBeNull());
  test("every real day round-trips", () => {
    fc.assert(fc.property(anyDate, (day) => parseCalendarDate(day) === day));
  });
});

test("adding days and counting them agree", () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -3000, max: 3000 }), (day, days) => {
      fc.pre(addDays(day, days) >= "1900");
      expect(daysBetween(day, addDays(day, days))).toBe(days);
    }),
  );
});

test("a month that lacks the day ends on its last", () => {
  expect(addMonths(date("2026-03-31"), -1)).toBe("2026-02-28");
  expect(addMonths(date("2024-02-29"), -24)).toBe("2022-02-28");
  expect(addMonths(date("2026-01-15"), -24)).toBe("2024-01-15");
});

describe("R-18: the last 30 days end on the local calendar's today", () => {
  test.each([
    ["UTC", "2026-03-29T00:30:00Z", "2026-03-29"],
    ["America/New_York", "2026-03-08T06:59:00Z", "2026-03-08"],
    ["America/New_York", "2026-11-01T03:30:00Z", "2026-10-31"],
    ["Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01"],
    ["Asia/Kathmandu", "2024-02-28T18:15:00Z", "2024-02-29"],
  ])("%s at %s", (zone, instant, today) => {
    const shown = calendarDateIn(zone, new Date(instant));
    expect(shown).toBe(today);
    const range = lastThirtyDays(shown);
    expect(range.endDate).toBe(today);
    expect(daysBetween(range.startDate, range.endDate)).toBe(30);
  });
});

test("absence tells nothing near the far end of what Plaid looks back, and before", () => {
  const [today, start, soon] = [date("2026-02-01"), date("2020-01-01"), date("2024-02-08")];
  expect(withinHistory({ startDate: start, endDate: today }, today)).toEqual({ startDate: soon, endDate: today });
  expect(withinHistory({ startDate: today, endDate: today }, today)).toEqual({ startDate: today, endDate: today });
  expect(withinHistory({ startDate: start, endDate: addDays(soon, -1) }, today)).toBeNull();
});

test("only the part up to today is asked of Plaid", () => {
  const today = date("2026-05-10");
  expect(upToToday({ startDate: date("2026-05-01"), endDate: date("2026-06-01") }, today)).toEqual({
    startDate: "2026-05-01",
    endDate: today,
  });
  expect(upToToday({ startDate: date("2026-05-11"), endDate: date("2026-06-01") }, today)).toBeNull();
  expect(fullHistory(today)).toEqual({ startDate: "2024-05-10", endDate: today });
});
