import * as z from "zod";
import type { DateRange } from "@/domain/date-range";
import { defineContract, type Reply } from "./define-contract";
import { dateRange, readWindow, refreshCounts } from "./fields";
import { type RefreshAllSummary, writeCounts } from "./refresh";
import { refreshRunPath } from "./refresh-run";

/** `window` null: the last 30 days. */
export type RefreshAllInput = { window: DateRange | null };
export type RefreshAllResult =
  | { status: "success"; runId: string; summary: RefreshAllSummary; range: DateRange }
  | { status: "accepted"; runId: string };

/** Refreshes every active Item that the caller may act for; a failed Item is skipped and told in the run. */
export const refreshAllContract = defineContract<RefreshAllInput, RefreshAllResult>({
  method: "POST",
  path: "/api/plaid/investments/refresh_all",
  scope: "refresh_all",
  requires: [],
  accepts: ["start_date", "end_date"],
  input: z
    .object({ start_date: z.unknown(), end_date: z.unknown() })
    .transform((fields, context) => ({ window: readWindow(fields, context) })),
  output: z.union([
    z.strictObject({
      status: z.literal("success"),
      summary: refreshCounts.extend({ items: z.int().nonnegative() }).strict(),
      range: dateRange,
    }),
    z.strictObject({ status: z.literal("accepted"), run_id: z.string() }),
  ]),
  write: (result): Reply =>
    result.status === "accepted"
      ? {
          status: 202,
          body: { status: "accepted", run_id: result.runId },
          headers: { location: refreshRunPath(result.runId), "x-refresh-run-id": result.runId },
        }
      : {
          status: 200,
          body: {
            status: "success",
            summary: { ...writeCounts(result.summary), items: result.summary.items },
            range: { start_date: result.range.startDate, end_date: result.range.endDate },
          },
          headers: { "x-refresh-run-id": result.runId },
        },
  failure: "REFRESH_ALL_FAILED",
});
