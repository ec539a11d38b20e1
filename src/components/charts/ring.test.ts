import { expect, test } from "vitest";
import { arcPath, startsOf } from "./ring";

test("the parts of a ring follow one another from the top, clockwise", () => {
  expect(startsOf([0.5, 0.25, 0.25])).toEqual([0, 0.5, 0.75]);
  expect(arcPath(100, 0, 0.25)).toMatch(/^M50\.00,1\.00A49,49 0 0 1 99\.00,50\.00L/);
  expect(arcPath(100, 0.25, 0.6)).toContain("A49,49 0 1 1");
});

test("the whole is drawn although its ends meet", () => {
  expect(arcPath(100, 0, 1)).not.toContain("NaN");
  expect(arcPath(100, 0, 1)).toMatch(/^M50\.00,1\.00A49,49 0 1 1 49\.97,1\.00/);
});
