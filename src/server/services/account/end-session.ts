import { AppError } from "@/domain/errors";
import { deleteSession } from "@/server/db/dashboard-sessions";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/** Signs a user out of one place. Errors: NOT_FOUND, also for a session of somebody else. */
export async function endSession(
  ctx: ServiceContext,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<void> {
  const owner = authorizeUser(ctx, userId);
  await withTransaction(ctx.db, async (tx) => {
    if (!(await deleteSession(tx, owner, sessionId))) throw new AppError("NOT_FOUND");
    await recordAudit(ctx, { action: "session_revoked", userId, detail: { count: "1" } }, tx);
  });
}
