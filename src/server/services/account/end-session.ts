import { AppError } from "@/domain/errors";
import { deleteSession } from "@/server/db/dashboard-sessions";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { requireSession, type SignIn } from "./require-session";

/** Signs a user out of one place. Errors: NOT_FOUND, also for a session of somebody else; UNAUTHORIZED when the one that asks has ended. */
export async function endSession(
  ctx: ServiceContext,
  { userId, sessionId, signIn }: { userId: string; sessionId: string; signIn: SignIn },
): Promise<void> {
  const owner = authorizeUser(ctx, userId);
  await withTransaction(ctx.db, async (tx) => {
    await requireSession(ctx, tx, { userId: owner, signIn });
    if (!(await deleteSession(tx, owner, sessionId))) throw new AppError("NOT_FOUND");
    await recordAudit(ctx, { action: "session_revoked", userId, detail: { count: "1" } }, tx);
  });
}
