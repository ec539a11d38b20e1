import { expect, test } from "vitest";
import { systemClock } from "@/server/platform/clock";

test("the system clock moves with real time", () => {
  const before = Date.now();
  const now = systemClock.now().getTime();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test("tests run in a zone that is not UTC", () => {
  expect(new Date("2026-01-01T00:00:00Z").getTimezoneOffset()).toBe(-345);
});
