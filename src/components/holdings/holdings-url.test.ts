import { expect, test } from "vitest";
import { parseSort, writeSort } from "@/components/holdings/holdings-url";

test.each(["value", "-value", "security", "-gainPercent"])("%s survives the address bar", (text) => {
  expect(writeSort(parseSort(text))).toBe(text);
});

test.each([null, "", "-", "owner", "value,gain"])("%s is the default order", (text) => {
  expect(writeSort(parseSort(text))).toBe("-value");
});
