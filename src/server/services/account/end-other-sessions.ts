import { deleteOtherSessions } from "@/server/db/dashboard-sessions";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { requireSession, type SignIn } from "./require-session";

/** Signs a user out everywhere but here. Errors: UNAUTHORIZED when the session that asks has ended. */
export async function endOtherSessions(
  ctx: ServiceContext,
  { userId, signIn }: { userId: string; signIn: SignIn },
): Promise<{ count: number }> {
  const owner = authorizeUser(ctx, userId);
  return withTransaction(ctx.db, async (tx) => {
    await requireSession(ctx, tx, { userId: owner, signIn });
    const count = await deleteOtherSessions(tx, owner, signIn.sessionId);
    if (count > 0) await recordAudit(ctx, { action: "session_revoked", userId, detail: { count: String(count) } }, tx);
    return { count };
  });
}
