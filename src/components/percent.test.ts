import { expect, test } from "vitest";
import { formatPercent, formatRate, formatShare } from "@/components/percent";

test.each([
  ["0.1", "10.00%"],
  ["-0.123456", "−12.35%"],
  ["0", "0.00%"],
  ["12.5", "1,250.00%"],
])("%s as per cent is %s", (fraction, text) => {
  expect(formatPercent(fraction)).toBe(text);
});

test("a gain carries its sign", () => {
  expect(formatPercent("0.0312", { sign: "exceptZero" })).toBe("+3.12%");
});

test.each([
  ["1", "100%"],
  ["0.9999", "over 99%"],
  ["0.0001", "under 1%"],
  ["0", "0%"],
  ["0.89", "89%"],
])("a share of %s is %s", (fraction, text) => {
  expect(formatShare(fraction)).toBe(text);
});

test("a rate keeps every digit", () => {
  expect(["3.875", "4", "0.000000000000000001", "-0.5"].map(formatRate)).toEqual([
    "3.875%",
    "4%",
    "0.000000000000000001%",
    "−0.5%",
  ]);
});
