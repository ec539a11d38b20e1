import { expect, test } from "vitest";
import type { CalendarDate } from "./calendar-date";
import { type TruthReason, toTruth } from "./truth";

const carried: TruthReason = { kind: "carried", names: ["Bank"], since: "2026-01-01" as CalendarDate };
const missing: TruthReason = { kind: "missing_basis", missing: 3, of: 24 };

test("a figure of which nothing is missing is exact, an old one estimated, one with a gap incomplete", () => {
  expect(toTruth([]).level).toBe("exact");
  expect(toTruth([carried]).level).toBe("estimated");
  expect(toTruth([carried, missing]).level).toBe("incomplete");
  expect(toTruth([{ kind: "balance_below_positions" }]).reasons).toHaveLength(1);
});
