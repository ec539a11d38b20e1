import { expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import { truthText } from "./truth-texts";

test("what is said against a figure names how many, which and since when", () => {
  expect(truthText({ kind: "missing_basis", missing: 3, of: 24 })).toBe(
    "The cost basis of 3 of 24 positions is unknown. They are left out, not counted as zero.",
  );
  expect(truthText({ kind: "missing_basis", missing: 1, of: 1 })).toContain(
    "1 of 1 position is unknown. It is left out",
  );
  expect(truthText({ kind: "joined_since", names: ["A", "B"] })).toContain("compare with: A, B.");
  expect(truthText({ kind: "carried", names: ["A"], since: "2026-01-11" as CalendarDate })).toContain("11 Jan 2026");
  expect(truthText({ kind: "account_inactive" })).toContain("missing from the brokerage's last answer");
});
