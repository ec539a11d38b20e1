import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, type Weighed } from "./allocation";
import { Decimal, sumDecimals } from "./decimal";

const one = (key: string | null, label: string | null, value: Decimal): Weighed => ({
  ...{ key, label, value },
  ...{ gross: value.abs(), count: 1 },
});
const row = (key: string | null, value: string) => one(key, key, new Decimal(value));
const told = (rows: Weighed[], limit = 9) =>
  allocate(rows, limit).map(({ key, weight, grossWeight }) => [
    key,
    weight?.toFixed() ?? null,
    grossWeight?.toFixed() ?? null,
  ]);

test("weights are shares of the net total; a short position has a negative one, and a gross one beside it", () => {
  expect(told([row("equity", "100"), row("derivative", "-20"), row("cash", "20")])).toEqual([
    ["equity", "1", new Decimal(100).div(140).toFixed()],
    ["cash", "0.2", new Decimal(20).div(140).toFixed()],
    ["derivative", "-0.2", new Decimal(20).div(140).toFixed()],
  ]);
});

test("a long and a short position of one key do not hide each other's size", () => {
  expect(allocate([row("a", "100"), row("a", "-100"), row("b", "50")], 9)).toMatchObject([
    { key: "a", value: new Decimal(0), gross: new Decimal(200), grossWeight: new Decimal("0.8") },
    { key: "b", weight: new Decimal(1) },
  ]);
});

test("where everything nets to zero there is no net weight, and where there is nothing none at all", () => {
  expect(told([row("a", "50"), row("b", "-50")])).toEqual([
    ["a", null, "0.5"],
    ["b", null, "0.5"],
  ]);
  expect(told([row("a", "0")])).toEqual([["a", null, null]]);
  expect(told([])).toEqual([]);
});

test("what is unknown is a slice of its own, and too many slices end in one of the rest", () => {
  const rows = [row("a", "5"), row(null, "4"), row("c", "3"), row("d", "2"), row("e", "1")];
  expect(allocate(rows, 3).map(({ key, count, merged }) => [key, count, merged])).toEqual([
    ["a", 1, 0],
    [null, 1, 0],
    ["rest", 3, 3],
  ]);
  expect(allocate(rows, 5)).toHaveLength(5);
});

describe("whatever is held", () => {
  const value = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map((units) => new Decimal(`${units}e-6`));
  const key = fc.option(fc.constantFrom("a", "b", "c", "d", "e", "f"), { nil: null });
  const label = fc.option(fc.string(), { nil: null });
  const rows = fc.array(
    fc.tuple(key, label, value).map((of) => one(...of)),
    { maxLength: 40 },
  );
  const limits = fc.integer({ min: 1, max: 9 });
  const TINY = new Decimal("1e-50");

  test("weights sum to one, values to the total", () => {
    fc.assert(
      fc.property(rows, limits, (held, limit) => {
        const slices = allocate(held, limit);
        const total = sumDecimals(held.map(({ value }) => value));
        expect(sumDecimals(slices.map(({ value }) => value)).equals(total)).toBe(true);
        expect(slices.length).toBeLessThanOrEqual(limit);
        for (const weights of [
          slices.flatMap(({ weight }) => weight ?? []),
          slices.flatMap(({ grossWeight }) => grossWeight ?? []),
        ]) {
          if (weights.length > 0) expect(sumDecimals(weights).minus(1).abs().lt(TINY)).toBe(true);
        }
      }),
    );
  });

  test("it is the same whether the smallest are given one by one or together", () => {
    fc.assert(
      fc.property(rows, limits, (held, limit) => {
        const groups = allocate(held, held.length + 1);
        const [given, others] = [groups.slice(0, limit), groups.slice(limit)];
        const rest = {
          value: sumDecimals(others.map((other) => other.value)),
          gross: sumDecimals(others.map(({ gross }) => gross)),
          count: others.reduce((total, { count }) => total + count, 0),
          merged: others.length,
        };
        expect(allocate(given, limit, rest)).toEqual(allocate(held, limit));
      }),
    );
  });

  test("the order of rows changes nothing", () => {
    const shuffled = rows.chain((held) =>
      fc.tuple(fc.constant(held), fc.shuffledSubarray(held, { minLength: held.length })),
    );
    const text = (slices: object[]) => JSON.stringify(slices);
    fc.assert(
      fc.property(shuffled, limits, ([held, other], limit) => {
        expect(text(allocate(other, limit))).toBe(text(allocate(held, limit)));
      }),
    );
  });
});
