import { expect, test } from "vitest";
import { dayChange } from "./day-change";
import { Decimal } from "./decimal";
import type { Holding } from "./entities";

const USD = { isoCurrencyCode: "USD", unofficialCurrencyCode: null };
const held = (quantity: string, price: string, over: Partial<Holding> = {}) =>
  ({
    ...USD,
    quantity: new Decimal(quantity),
    institutionPrice: new Decimal(price),
    institutionValue: new Decimal(quantity).times(price),
    ...over,
  }) as Holding;

test.each([
  ["a price that rose", "10", "5.5", "10", "5", "5"],
  ["what was bought since does not count", "20", "5.5", "10", "5", "5"],
  ["a short position loses by it", "-10", "5.5", "-10", "5", "-5"],
  ["a price that stayed", "10", "5", "10", "5", "0"],
])("%s", (_, quantity, price, before, priceBefore, change) => {
  expect(dayChange(held(quantity, price), held(before, priceBefore))?.toFixed()).toBe(change);
});

test("it is unknown where nothing was held before, in another currency, and where the price is no price per unit", () => {
  const bond = held("1000", "99.5", { institutionValue: new Decimal("995") });
  expect(dayChange(held("1", "5"), null)).toBeNull();
  expect(dayChange(held("1", "5"), held("1", "4", { isoCurrencyCode: "EUR" }))).toBeNull();
  expect(dayChange(bond, held("1000", "0.99"))).toBeNull();
  expect(dayChange(held("1000", "0.99"), bond)).toBeNull();
});

test("it is unknown of a split, whose price is of another share than before", () => {
  expect(dayChange(held("100", "101"), held("10", "1000"))).toBeNull();
  expect(dayChange(held("100", "10.4"), held("1000", "1"))).toBeNull();
});
