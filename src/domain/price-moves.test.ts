import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "./decimal";
import { largestMoves, looksLikeSplit, type PriceMove } from "./price-moves";

type Row = PriceMove & { id: string };
const row = (id: string, [q0, p0]: [string, string], [q1, p1]: [string, string]): Row => ({
  id,
  quantityBefore: new Decimal(q0),
  priceBefore: new Decimal(p0),
  quantity: new Decimal(q1),
  price: new Decimal(p1),
});
const told = (rows: Row[], limit = 10) =>
  largestMoves(rows, ({ id }) => id, limit).map(({ row: { id }, amount, fraction }) => [
    id,
    amount.toFixed(),
    fraction?.toFixed(),
  ]);

test("a move is what was held before, at the difference of the prices: what was bought since does not move", () => {
  expect(told([row("a", ["10", "100"], ["1000", "101"])])).toEqual([["a", "10", "0.01"]]);
});

test("a short position gains when the price falls", () => {
  expect(told([row("short", ["-10", "100"], ["-10", "90"])])).toEqual([["short", "100", "0.1"]]);
});

test("one security in two accounts is one mover, and the largest come first in either direction", () => {
  const rows = [
    row("a", ["1", "100"], ["1", "104"]),
    row("b", ["1", "100"], ["1", "95"]),
    row("a", ["2", "100"], ["2", "104"]),
    row("still", ["5", "10"], ["5", "10"]),
  ];
  expect(told(rows)).toEqual([
    ["a", "12", "0.04"],
    ["b", "-5", "-0.05"],
  ]);
  expect(told(rows, 1)).toHaveLength(1);
});

describe("a split", () => {
  test.each([
    ["ten for one", ["10", "1000"], ["100", "101"]],
    ["three for two", ["10", "90"], ["15", "60"]],
    ["one for ten", ["1000", "1"], ["100", "10.4"]],
    ["of a short position", ["-10", "1000"], ["-100", "99"]],
  ] as [string, [string, string], [string, string]][])("%s is no crash", (_, before, after) => {
    expect(looksLikeSplit(row("s", before, after))).toBe(true);
    expect(told([row("s", before, after)])).toEqual([]);
  });

  test.each([
    ["a purchase", ["10", "100"], ["100", "99"]],
    ["a crash", ["10", "100"], ["10", "10"]],
    ["a sale", ["100", "10"], ["10", "10.4"]],
    ["a sale of all", ["100", "10"], ["0", "100"]],
    ["a price of nothing", ["100", "0"], ["10", "1"]],
  ] as [string, [string, string], [string, string]][])("%s is none", (_, before, after) => {
    expect(looksLikeSplit(row("s", before, after))).toBe(false);
  });
});

test("the order of rows changes nothing", () => {
  const figure = fc.integer({ min: -50, max: 50 }).map(String);
  const rows = fc.array(
    fc
      .tuple(fc.constantFrom("a", "b", "c"), figure, figure, figure, figure)
      .map(([id, q0, p0, q1, p1]) => row(id, [q0, p0], [q1, p1])),
    { maxLength: 12 },
  );
  const shuffled = rows.chain((held) =>
    fc.tuple(fc.constant(held), fc.shuffledSubarray(held, { minLength: held.length })),
  );
  fc.assert(
    fc.property(shuffled, ([held, other]) => {
      expect(told(other)).toEqual(told(held));
    }),
  );
});
