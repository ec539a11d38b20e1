import type { RefreshRunRow } from "@/contracts/refresh-history";
import type { ChangeCounts } from "@/domain/reconcile/field-changes";
import type { RefreshRecord, RunRecord } from "@/server/db/refresh-history";
import { runStatus } from "./run-status";

/** A run as one line of the list. */
export function toRunRow(run: RunRecord): RefreshRunRow {
  return {
    runId: run.runId,
    trigger: run.trigger,
    status: runStatus(run),
    requestedAt: run.requestedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    startDate: run.range.startDate,
    endDate: run.range.endDate,
    itemCount: run.items.length,
    failedCount: run.items.filter((item) => item.status === "failed").length,
    holdings: sumChanges(run, (refresh) => refresh.holdings),
    transactions: sumChanges(run, (refresh) => refresh.transactions),
  };
}

function sumChanges(run: RunRecord, kind: (refresh: RefreshRecord) => ChangeCounts): ChangeCounts {
  const sum = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  for (const { refresh, status } of run.items) {
    if (!refresh || status !== "success") continue;
    const counts = kind(refresh);
    sum.added += counts.added;
    sum.changed += counts.changed;
    sum.removed += counts.removed;
    sum.unchanged += counts.unchanged;
  }
  return sum;
}
