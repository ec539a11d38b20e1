import type { RefreshRunDetail } from "@/contracts/refresh-history";
import { AppError } from "@/domain/errors";
import type { RefreshRunId } from "@/domain/ids";
import { classifyTransaction } from "@/domain/transaction-class";
import { sqlOf } from "@/server/db/client";
import { findRunConcerning, listChangesOfRun } from "@/server/db/refresh-history";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toRunProgress } from "./to-run-progress";

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
  const sql = sqlOf(ctx.db);
  const run = await findRunConcerning(sql, input.runId as RefreshRunId, userId);
  if (!run) throw new AppError("REFRESH_RUN_NOT_FOUND");
  const { changes, count } = await listChangesOfRun(sql, run.runId, userId, MAX_CHANGES);
  return {
    ...toRunProgress(run),
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
