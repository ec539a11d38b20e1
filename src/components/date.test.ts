import { describe, expect, test } from "vitest";
import {
  formatAge,
  formatCalendarDate,
  formatClockTime,
  formatDuration,
  formatInstant,
  formatRelative,
} from "@/components/date";

test("an instant is told in the zone that was asked for, not in the machine's", () => {
  expect(formatInstant("2026-11-22T22:36:00Z", "UTC")).toBe("22 Nov 2026, 22:36");
  expect(formatInstant("2026-11-22T22:36:00Z", "America/New_York")).toBe("22 Nov 2026, 17:36");
  expect(formatInstant("2026-11-22T00:05:00Z", "UTC")).toBe("22 Nov 2026, 00:05");
});

test("a calendar date stays itself in every zone", () => {
  expect(formatCalendarDate("2026-03-01")).toBe("1 Mar 2026");
});

describe("formatRelative", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  test.each([
    ["2026-11-22T11:59:30Z", "just now"],
    ["2026-11-22T12:00:20Z", "just now"],
    ["2026-11-22T11:56:00Z", "4 min ago"],
    ["2026-11-22T03:00:00Z", "9 h ago"],
    ["2026-11-21T11:00:00Z", "1 day ago"],
    ["2026-11-12T12:00:00Z", "10 days ago"],
    ["2026-11-22T14:05:00Z", "in 2 h"],
    ["2026-01-22T12:00:00Z", "22 Jan 2026, 12:00"],
  ])("%s is %s", (iso, text) => {
    expect(formatRelative(iso, now, "UTC")).toBe(text);
  });
});

test.each([
  [0, "under 0.1 s"],
  [380, "0.4 s"],
  [9_990, "10 s"],
  [12_400, "12 s"],
  [185_000, "3 min 5 s"],
  [119_900, "2 min 0 s"],
])("%d ms lasts %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  ["2026-11-22T08:20:00Z", "14:05"],
  ["2026-11-22T18:20:00Z", "23 Nov 2026, 00:05"],
])("%s is possible again at %s", (iso, text) => {
  expect(formatClockTime(iso, Date.parse("2026-11-22T08:00:00Z"), "Asia/Kathmandu")).toBe(text);
});

test("a calendar date is told by its age, and by itself where that says little", () => {
  const ages = ["2026-11-22", "2026-11-21", "2026-11-19", "2026-10-24", "2026-10-23", "2026-11-23"];
  expect(ages.map((date) => formatAge(date, "2026-11-22"))).toEqual([
    ...["today", "yesterday", "3 days ago", "29 days ago", "23 Oct 2026", "23 Nov 2026"],
  ]);
});
