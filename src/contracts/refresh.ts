import * as z from "zod";
import type { DateRange } from "@/domain/date-range";
import { defineContract } from "./define-contract";
import { externalId, readWindow, refreshCounts } from "./fields";

/** `window` null: the last 30 days. */
export type RefreshInput = { userId: string; itemId: string; window: DateRange | null };
/** Distinct rows of Plaid's answer, changed or not. */
export type RefreshCounts = { securities: number; holdings: number; investmentTransactions: number };
/** Sums over the Items that succeeded; `items` counts the failed ones too. */
export type RefreshAllSummary = RefreshCounts & { items: number };
export type RefreshResult = { runId: string; upserts: RefreshCounts };

/** Refreshes one Item of the user. */
export const refreshContract = defineContract<RefreshInput, RefreshResult>({
  method: "POST",
  path: "/api/plaid/investments/refresh",
  scope: "refresh",
  requires: ["user_id", "item_id"],
  accepts: ["start_date", "end_date"],
  input: z
    .object({ user_id: externalId, item_id: externalId, start_date: z.unknown(), end_date: z.unknown() })
    .transform((fields, context) => ({
      userId: fields.user_id,
      itemId: fields.item_id,
      window: readWindow(fields, context),
    })),
  output: z.strictObject({ status: z.literal("success"), upserts: refreshCounts }),
  write: ({ upserts }) => ({ status: 200, body: { status: "success", upserts: writeCounts(upserts) } }),
  failure: "REFRESH_FAILED",
});

export function writeCounts(counts: RefreshCounts) {
  return {
    securities: counts.securities,
    holdings: counts.holdings,
    investment_transactions: counts.investmentTransactions,
  };
}
