import { describe, expect, test } from "vitest";
import { createRepetitions } from "./repetitions";

describe("S-30: the first in a span, and how many repetitions of it were left out", () => {
  test("the next first tells them, all of them and once", () => {
    const repetitions = createRepetitions({ spanMs: 60_000 });
    const told = [0, 1, 59_999, 60_000, 60_001, 500_000, 600_000].map((at) => repetitions.take("a", at));
    expect(told).toEqual([0, null, null, 2, null, 1, 0]);
  });

  test("everybody for themselves", () => {
    const repetitions = createRepetitions({ spanMs: 1 });
    expect(["a", "b", "a", "b"].map((subject) => repetitions.take(subject, 0))).toEqual([0, 0, null, null]);
    expect(repetitions.take("b", 1)).toBe(1);
  });

  test("subjects without end take no memory without end: the ones begun first are forgotten", () => {
    const repetitions = createRepetitions({ spanMs: 10, maxSubjects: 2 });
    for (const subject of ["a", "b", "a", "c"]) repetitions.take(subject, 0);
    expect(["c", "b", "a"].map((subject) => repetitions.take(subject, 1))).toEqual([null, null, 0]);
  });
});
