import { describe, expect, test } from "vitest";
import { currencyCode, exactMoney, formatMoney } from "@/components/money";

const USD = { isoCurrencyCode: "USD", unofficialCurrencyCode: null };
const JPY = { isoCurrencyCode: "JPY", unofficialCurrencyCode: null };
const BTC = { isoCurrencyCode: null, unofficialCurrencyCode: "BTC" };
const NONE = { isoCurrencyCode: null, unofficialCurrencyCode: null };

describe("formatMoney", () => {
  test.each([
    ["0", "$0.00"],
    ["1234567.891", "$1,234,567.89"],
    ["-1234.5", "−$1,234.50"],
    ["98765432109876543210.99", "$98,765,432,109,876,543,210.99"],
    ["0.1", "$0.10"],
  ])("groups digits without losing one: %s", (amount, text) => {
    expect(formatMoney(amount, USD)).toBe(text);
  });

  test.each([
    ["0.125", "$0.12"],
    ["0.135", "$0.14"],
    ["0.125000000000000001", "$0.13"],
    ["-0.004", "$0.00"],
  ])("rounds half to even, and never to minus zero: %s", (amount, text) => {
    expect(formatMoney(amount, USD)).toBe(text);
  });

  test("keeps to the places of the currency", () => {
    expect(formatMoney("1234.5", JPY)).toBe("¥1,234");
  });

  test("a gain carries its sign, nothing gained carries none", () => {
    expect(formatMoney("12.5", USD, { sign: "exceptZero" })).toBe("+$12.50");
    expect(formatMoney("-12.5", USD, { sign: "exceptZero" })).toBe("−$12.50");
    expect(formatMoney("0.001", USD, { sign: "exceptZero" })).toBe("$0.00");
  });

  test("a unit price keeps the places that matter", () => {
    expect(formatMoney("0.0042", USD, { isUnitPrice: true })).toBe("$0.0042");
    expect(formatMoney("12", USD, { isUnitPrice: true })).toBe("$12.00");
    expect(formatMoney("0.000000012345", USD, { isUnitPrice: true })).toBe("$0.00000001234");
  });

  test("currencies that are not ISO are told by their code", () => {
    expect(formatMoney("0.123456789012345678", BTC)).toBe("0.12345679 BTC");
    expect(formatMoney("-0.000000000000000001", BTC)).toBe("−0.000000000000000001 BTC");
    expect(formatMoney("5", NONE)).toBe("5.00 (no currency)");
  });
});

test("the exact value keeps every digit", () => {
  expect(exactMoney("0.123456789012345678", BTC)).toBe("0.123456789012345678 BTC");
  expect(currencyCode(NONE)).toBeNull();
});
