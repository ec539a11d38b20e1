import fc from "fast-check";
import { expect, test } from "vitest";
import { compareDecimalText } from "@/components/holdings/compare-decimal";
import { Decimal } from "@/domain/decimal";

test("orders as the values do, however long they are", () => {
  const text = fc
    .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat({ max: 10 ** 9 }), fc.nat({ max: 9 }))
    .map(([isNegative, whole, fraction, zeros]) => `${isNegative ? "-" : ""}${whole}.${"0".repeat(zeros)}${fraction}`);
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(compareDecimalText(a, b)).toBe(new Decimal(a).comparedTo(new Decimal(b)));
    }),
  );
});

test.each([
  ["0", "-0", 0],
  ["1", "1.0", 0],
  ["-0.000000000000000001", "0", -1],
  ["10", "9.999999999999999999", 1],
  ["12345678901234567890.000000000000000001", "12345678901234567890", 1],
])("%s against %s", (a, b, order) => {
  expect(compareDecimalText(a, b)).toBe(order);
});
