import { expect, test } from "vitest";
import { takeInTurn } from "./take-in-turn";

test.each([
  ["one group is cut", [[1, 2, 3]], 2, [1, 2]],
  ["each group gives its first before any gives its second", [[1, 2, 3], [4], [5, 6, 7]], 5, [1, 2, 4, 5, 6]],
  ["what a short group leaves goes to the others", [[1], [2, 3, 4]], 4, [1, 2, 3, 4]],
  ["more groups than room", [[1], [2], [3]], 2, [1, 2]],
  ["nothing", [], 3, []],
])("%s", (_name, groups, limit, expected) => {
  expect(takeInTurn(groups, limit)).toEqual(expected);
});
