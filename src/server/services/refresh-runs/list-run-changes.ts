import type { ChangeRow, RunChangesPage } from "@/contracts/refresh-history";
import { AppError } from "@/domain/errors";
import type { RefreshRunId } from "@/domain/ids";
import { classifyTransaction } from "@/domain/transaction-class";
import { sqlOf } from "@/server/db/client";
import { type ChangeRecord, listChangesOfRun } from "@/server/db/refresh-changes";
import { findRunConcerning } from "@/server/db/refresh-history";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { parseChangeCursor, toChangeCursor } from "./change-cursor";

const PAGE_SIZE = 100;

/**
 * What a run of the user added, changed and removed, a page at a time. `cursor` is what the page before gave; any other text is
 * the beginning.
 * Errors: REFRESH_RUN_NOT_FOUND.
 */
export async function listRunChanges(
  ctx: ServiceContext,
  input: { userId: string; runId: string; cursor: string | null },
): Promise<RunChangesPage> {
  const userId = authorizeUser(ctx, input.userId);
  const sql = sqlOf(ctx.db);
  const runId = input.runId as RefreshRunId;
  if (!(await findRunConcerning(sql, runId, userId))) throw new AppError("REFRESH_RUN_NOT_FOUND");
  const after = input.cursor === null ? null : parseChangeCursor(input.cursor);
  const changes = await listChangesOfRun(sql, { runId, userId }, { after, limit: PAGE_SIZE + 1 });
  const page = changes.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return {
    changes: page.map(toRow),
    nextCursor: changes.length > PAGE_SIZE && last ? toChangeCursor(last) : null,
  };
}

function toRow({ transaction, fields, ...change }: ChangeRecord): ChangeRow {
  return {
    itemId: change.itemId,
    seq: change.seq,
    kind: change.kind,
    action: change.action,
    label: transaction && classifyTransaction(transaction).label,
    securityName: transaction?.name ?? change.securityName,
    tickerSymbol: change.tickerSymbol,
    accountName: change.accountName,
    fields: [...fields],
  };
}
