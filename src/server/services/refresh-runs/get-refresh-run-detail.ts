import type { RefreshStage } from "@/contracts/items";
import type { RefreshRunDetail, RefreshRunItemRow } from "@/contracts/refresh-history";
import { AppError } from "@/domain/errors";
import type { RefreshRunId } from "@/domain/ids";
import { classifyTransaction } from "@/domain/transaction-class";
import { sqlOf } from "@/server/db/client";
import { findRunConcerning, listChangesOfRun, type RunItemRecord } from "@/server/db/refresh-history";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toRefreshCounts } from "@/server/services/refresh/to-refresh-counts";
import { toRunRow } from "./to-run-row";

const MAX_CHANGES = 500;

/**
 * A run of the user with its Items and with what it added, changed and removed.
 * Errors: REFRESH_RUN_NOT_FOUND.
 */
export async function getRefreshRunDetail(
  ctx: ServiceContext,
  input: { userId: string; runId: string },
): Promise<RefreshRunDetail> {
  const userId = authorizeUser(ctx, input.userId);
  const run = await findRunConcerning(ctx.db, input.runId as RefreshRunId, userId);
  if (!run) throw new AppError("REFRESH_RUN_NOT_FOUND");
  const { changes, count } = await listChangesOfRun(sqlOf(ctx.db), run.runId, userId, MAX_CHANGES);
  return {
    ...toRunRow(run),
    items: run.items.map(toItemRow),
    changes: changes.map((change) => ({
      itemId: change.itemId,
      seq: change.seq,
      kind: change.kind,
      action: change.action,
      label: change.transaction && classifyTransaction(change.transaction).label,
      securityName: change.transaction?.name ?? change.securityName,
      tickerSymbol: change.tickerSymbol,
      accountName: change.accountName,
      fields: [...change.fields],
    })),
    changeCount: count,
  };
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
  };
}
