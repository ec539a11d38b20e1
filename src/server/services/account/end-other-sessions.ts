import { deleteOtherSessions } from "@/server/db/dashboard-sessions";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/** Signs a user out everywhere but here. */
export async function endOtherSessions(
  ctx: ServiceContext,
  { userId, currentSessionId }: { userId: string; currentSessionId: string },
): Promise<{ count: number }> {
  const owner = authorizeUser(ctx, userId);
  return withTransaction(ctx.db, async (tx) => {
    const count = await deleteOtherSessions(tx, owner, currentSessionId);
    if (count > 0) await recordAudit(ctx, { action: "session_revoked", userId, detail: { count: String(count) } }, tx);
    return { count };
  });
}
