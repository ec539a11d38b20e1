import type { RefreshStage } from "@/contracts/items";
import type { RefreshRunItemRow, RefreshRunProgress } from "@/contracts/refresh-history";
import type { RunItemRecord, RunRecord } from "@/server/db/refresh-history";
import { toRefreshCounts } from "@/server/services/refresh/to-refresh-counts";
import { toRunRow } from "./to-run-row";

/** A run with how far each of its Items is. */
export function toRunProgress(run: RunRecord): RefreshRunProgress {
  return { ...toRunRow(run), items: run.items.map(toItemRow) };
}

function toItemRow({ refresh, ...item }: RunItemRecord): RefreshRunItemRow {
  const isSuccess = item.status === "success";
  return {
    itemId: item.itemId,
    institutionName: item.institutionName,
    status: item.status,
    stage: refresh ? (refresh.stage as RefreshStage) : "queued",
    transactionsDone: refresh?.progressDone ?? 0,
    transactionsTotal: refresh?.progressTotal ?? null,
    startedAt: refresh?.startedAt.toISOString() ?? null,
    finishedAt: refresh?.finishedAt?.toISOString() ?? null,
    upserts: isSuccess && refresh ? toRefreshCounts(refresh.counts) : null,
    holdings: isSuccess && refresh ? refresh.holdings : null,
    transactions: isSuccess && refresh ? refresh.transactions : null,
    error: item.error,
    reason: item.reason,
    providerRequestId: refresh?.providerRequestId ?? null,
  };
}
