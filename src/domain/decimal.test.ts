import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal, decimalText, fitsNumeric, parseDecimal, sameDecimal } from "./decimal";

describe("parseDecimal and decimalText", () => {
  test.each([
    ["1e-7", "0.0000001"],
    ["1.10", "1.1"],
    ["-0.0", "0"],
    ["12345678901234567.89", "12345678901234567.89"],
    ["23.567000000000000001", "23.567000000000000001"],
    ["5E+3", "5000"],
  ])("%s is %s", (text, plain) => expect(decimalText(parseDecimal(text))).toBe(plain));

  test.each(["", "NaN", "Infinity", "1,000", "0x10", "1e99999", "1.2.3", "--1", "."])("%j is refused", (text) => {
    expect(() => parseDecimal(text)).toThrow(RangeError);
  });

  test("R-28: text of up to 18 places survives", () => {
    const digits = fc.tuple(fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }), fc.integer({ min: 0, max: 18 }));
    fc.assert(
      fc.property(digits, ([units, places]) => {
        const value = new Decimal(units.toString()).div(new Decimal(10).pow(places));
        expect(parseDecimal(decimalText(value)).equals(value)).toBe(true);
        expect(decimalText(value)).not.toMatch(/e/i);
      }),
    );
  });
});

test("what NUMERIC(38,18) holds", () => {
  expect(fitsNumeric(new Decimal("99999999999999999999.999999999999999999"))).toBe(true);
  expect(fitsNumeric(new Decimal("100000000000000000000"))).toBe(false);
  expect(fitsNumeric(new Decimal("0.0000000000000000001"))).toBe(false);
});

test("equality is by value, and null equals only null", () => {
  expect(sameDecimal(new Decimal("1.10"), new Decimal("1.1"))).toBe(true);
  expect(sameDecimal(null, null)).toBe(true);
  expect(sameDecimal(null, new Decimal(0))).toBe(false);
});
