import { expect, test } from "vitest";
import { formatQuantity } from "@/components/quantity";

test.each([
  ["0", "0"],
  ["0.123456789", "0.123456789"],
  ["30000000", "30,000,000"],
  ["4000000.123456789", "4,000,000.1235"],
  ["999.123456789", "999.123456789"],
  ["-5", "−5"],
  ["1.000000000000000001", "1"],
  ["0.000000000000000001", "0.000000000000000001"],
])("%s is shown as %s", (quantity, text) => {
  expect(formatQuantity(quantity)).toBe(text);
});
