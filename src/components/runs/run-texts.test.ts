import { expect, test } from "vitest";
import { fieldText, runDurationMs } from "@/components/runs/run-texts";

test.each([
  ["institutionValue", "Value"],
  ["vestedQuantity", "Vested quantity"],
  ["cost_basis", "Cost basis"],
  ["quantity", "Quantity"],
])("%s reads %s", (field, text) => {
  expect(fieldText(field)).toBe(text);
});

test("a run that has not ended has no duration", () => {
  expect(runDurationMs({ requestedAt: "2026-01-01T00:00:00Z", finishedAt: null })).toBeNull();
  expect(runDurationMs({ requestedAt: "2026-01-01T00:00:00Z", finishedAt: "2026-01-01T00:00:01.500Z" })).toBe(1500);
});
