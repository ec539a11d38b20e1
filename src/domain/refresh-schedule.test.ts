import fc from "fast-check";
import { expect, test } from "vitest";
import { isSweepDue, scheduleAfterFailure, scheduleAfterSuccess } from "./refresh-schedule";

const AT = new Date("2026-02-01T12:00:00Z");
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const waitOf = ({ nextRefreshAt }: { nextRefreshAt: Date }) => nextRefreshAt.getTime() - AT.getTime();
const failed = (failureCount: number, chance: number, reason = "INTERNAL_SERVER_ERROR") =>
  scheduleAfterFailure(AT, { reason, failureCount, notBefore: null }, chance);

test("after a success it is a day, an hour more or less; with rows in doubt within the hour", () => {
  fc.assert(
    fc.property(random, (chance) => {
      const schedule = scheduleAfterSuccess(AT, chance);
      expect(schedule.nextSweepAt.getTime() - AT.getTime()).toBeGreaterThan(5 * MINUTE_MS);
      expect(schedule.nextSweepAt.getTime() - AT.getTime()).toBeLessThanOrEqual(60 * MINUTE_MS);
      expect(Math.abs(waitOf(schedule) - DAY_MS)).toBeLessThanOrEqual(60 * MINUTE_MS);
    }),
  );
});

test("R-19: failures in a row wait within 1 minute, 2, 4 … and at most a day", () => {
  const longest = Array.from({ length: 14 }, (_, before) => waitOf(failed(before, 1 - 1e-9)) / MINUTE_MS);
  expect(longest.map(Math.round)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440, 1440]);
  fc.assert(
    fc.property(fc.nat(10_000), random, (before, chance) => {
      const schedule = failed(before, chance);
      expect(schedule.failureCount).toBe(before + 1);
      expect(waitOf(schedule)).toBeGreaterThanOrEqual(0);
      expect(waitOf(schedule)).toBeLessThanOrEqual(DAY_MS);
    }),
  );
});

test("what is none of the Item's does not make it wait longer", () => {
  for (const reason of ["superseded", "limited", "busy"]) expect(failed(3, 0.5, reason).failureCount).toBe(3);
});

test("a limit is waited for, and an answer in doubt is asked for again when it may be believed", () => {
  const notBefore = new Date(AT.getTime() + 5 * MINUTE_MS);
  expect(scheduleAfterFailure(AT, { reason: "RATE_LIMIT", failureCount: 0, notBefore }, 0.5).nextRefreshAt).toEqual(
    notBefore,
  );
  expect(waitOf(failed(0, 0, "suspect_empty"))).toBeGreaterThan(5 * MINUTE_MS);
});

test("a sweep is due weekly, at the seventh daily refresh, and while anything is in doubt", () => {
  const swept = (days: number, state = "ok") =>
    isSweepDue({ state, sweptAt: new Date(AT.getTime() - days * DAY_MS) }, AT);
  expect([6.1, 6.9, 7.1].map((days) => swept(days))).toEqual([false, true, true]);
  expect(swept(0, "suspect")).toBe(true);
  expect(isSweepDue({ state: "ok", sweptAt: null }, AT)).toBe(true);
});
