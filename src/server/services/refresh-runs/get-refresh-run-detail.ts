import type { RefreshRunDetail } from "@/contracts/refresh-history";
import { AppError } from "@/domain/errors";
import type { RefreshRunId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { findRunConcerning } from "@/server/db/refresh-history";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toRunProgress } from "./to-run-progress";

/**
 * A run of the user with its Items. What it changed is listed by `listRunChanges`.
 * Errors: REFRESH_RUN_NOT_FOUND.
 */
export async function getRefreshRunDetail(
  ctx: ServiceContext,
  input: { userId: string; runId: string },
): Promise<RefreshRunDetail> {
  const userId = authorizeUser(ctx, input.userId);
  const run = await findRunConcerning(sqlOf(ctx.db), input.runId as RefreshRunId, userId);
  if (!run) throw new AppError("REFRESH_RUN_NOT_FOUND");
  return toRunProgress(run);
}
