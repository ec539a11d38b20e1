import { describe, expect, test } from "vitest";
import { createRateLimiter } from "./rate-limiter";

const SPAN = { limit: 3, spanMs: 60_000 };

describe("S-33: so many in a span, and no more", () => {
  test("the span begins with the first, and after it all are there again", () => {
    const limiter = createRateLimiter(SPAN);
    const told = [0, 100, 59_999, 59_999.5, 60_000].map((at) => limiter.take("a", at));
    expect(told.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true, false, true]);
    expect(told.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0, 2]);
    expect(told.map(({ resetSeconds }) => resetSeconds)).toEqual([60, 60, 1, 1, 60]);
    expect(told.every(({ limit }) => limit === 3)).toBe(true);
  });

  test("what is refused does not put off the end", () => {
    const limiter = createRateLimiter(SPAN);
    for (let at = 0; at < 60_000; at += 100) limiter.take("a", at);
    expect(limiter.take("a", 60_000).isAllowed).toBe(true);
  });

  test("everybody for themselves", () => {
    const limiter = createRateLimiter({ ...SPAN, limit: 1 });
    expect(["a", "b", "a", "b"].map((subject) => limiter.take(subject, 0).isAllowed)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("subjects without end take no memory without end: the first ones seen are forgotten", () => {
    const limiter = createRateLimiter({ ...SPAN, limit: 1, maxSubjects: 2 });
    for (const subject of ["a", "b", "c"]) limiter.take(subject, 0);
    expect(limiter.take("c", 1).isAllowed).toBe(false);
    expect(limiter.take("b", 1).isAllowed).toBe(false);
    expect(limiter.take("a", 1).isAllowed).toBe(true);
  });

  test("those whose span is over make room first", () => {
    const limiter = createRateLimiter({ ...SPAN, limit: 1, maxSubjects: 2 });
    limiter.take("a", 0);
    limiter.take("b", 30_000);
    limiter.take("c", 60_000);
    expect(limiter.take("b", 60_001).isAllowed).toBe(false);
    expect(limiter.take("c", 60_001).isAllowed).toBe(false);
  });
});
