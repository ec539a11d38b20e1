import { AppError } from "@/domain/errors";
import { deletePasskey } from "@/server/db/dashboard-passkeys";
import { deleteOtherSessions } from "@/server/db/dashboard-sessions";
import { findDashboardUser } from "@/server/db/dashboard-users";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { requireConfirmed } from "./require-confirmed";
import { requireSession, type SignIn } from "./require-session";

/** Ends the other sessions too: one of them may have been opened with it. Errors: NOT_CONFIRMED, UNAUTHORIZED; NOT_FOUND, also for a passkey of somebody else; LAST_WAY_IN. */
export async function removePasskey(
  ctx: ServiceContext,
  { userId, passkeyId, signIn }: { userId: string; passkeyId: string; signIn: SignIn },
): Promise<void> {
  const owner = authorizeUser(ctx, userId);
  requireConfirmed(ctx, signIn);
  await withTransaction(ctx.db, async (tx) => {
    await requireSession(ctx, tx, { userId: owner, signIn });
    if (!(await deletePasskey(tx, owner, passkeyId))) throw new AppError("NOT_FOUND");
    const account = await findDashboardUser(tx, owner);
    if (!account?.hasPassword && account?.passkeyCount === 0) throw new AppError("LAST_WAY_IN");
    const count = await deleteOtherSessions(tx, owner, signIn.sessionId);
    await recordAudit(ctx, { action: "passkey_removed", userId, detail: { sessionsEnded: String(count) } }, tx);
  });
}
