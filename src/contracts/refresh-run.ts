import * as z from "zod";
import type { DateRange } from "@/domain/date-range";
import { defineContract } from "./define-contract";
import { dateRange, externalId, refreshCounts } from "./fields";
import { type RefreshAllSummary, type RefreshCounts, writeCounts } from "./refresh";

export type RefreshRunInput = { runId: string };
export type RefreshRunStatus = "queued" | "running" | "done";
export type RefreshRunItemStatus = "queued" | "running" | "success" | "failed";

/** `providerErrorCode` is Plaid's `error_code`; a reason of ours is told by `error` alone. */
export type RefreshRunItemResult = {
  itemId: string;
  status: RefreshRunItemStatus;
  upserts: RefreshCounts | null;
  error: string | null;
  providerErrorCode: string | null;
};
export type RefreshRunResult = {
  runId: string;
  status: RefreshRunStatus;
  range: DateRange;
  summary: RefreshAllSummary;
  items: RefreshRunItemResult[];
};

const RUNS_PATH = "/api/plaid/investments/refresh_runs";

export function refreshRunPath(runId: string): string {
  return `${RUNS_PATH}/${encodeURIComponent(runId)}`;
}

/** The results, item by item, of a refresh run, so far. */
export const refreshRunContract = defineContract<RefreshRunInput, RefreshRunResult>({
  method: "GET",
  path: `${RUNS_PATH}/{run_id}`,
  scope: "read",
  requires: ["run_id"],
  accepts: [],
  // What no identifier can be is no run's either.
  input: z.object({ run_id: externalId.catch("") }).transform(({ run_id }) => ({ runId: run_id })),
  output: z.strictObject({
    run_id: z.string(),
    status: z.enum(["queued", "running", "done"]),
    range: dateRange,
    summary: refreshCounts.extend({ items: z.int().nonnegative() }).strict(),
    items: z.array(
      z.strictObject({
        item_id: z.string(),
        status: z.enum(["queued", "running", "success", "failed"]),
        upserts: refreshCounts.nullable(),
        error: z.string().nullable(),
        plaid_error_code: z.string().nullable(),
      }),
    ),
  }),
  write: (run) => ({
    status: 200,
    body: {
      run_id: run.runId,
      status: run.status,
      range: { start_date: run.range.startDate, end_date: run.range.endDate },
      summary: { ...writeCounts(run.summary), items: run.summary.items },
      items: run.items.map((item) => ({
        item_id: item.itemId,
        status: item.status,
        upserts: item.upserts && writeCounts(item.upserts),
        error: item.error,
        plaid_error_code: item.providerErrorCode,
      })),
    },
  }),
  failure: "INTERNAL",
});
