import { AppError } from "@/domain/errors";
import { deleteInvitation } from "@/server/db/dashboard-links";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { requireSession, type SignIn } from "./require-session";

/** Takes an invitation back. Errors: NOT_FOUND, also for one of somebody else; UNAUTHORIZED when the session has ended. */
export async function revokeInvitation(
  ctx: ServiceContext,
  { userId, invitationId, signIn }: { userId: string; invitationId: string; signIn: SignIn },
): Promise<void> {
  const owner = authorizeUser(ctx, userId);
  await withTransaction(ctx.db, async (tx) => {
    await requireSession(ctx, tx, { userId: owner, signIn });
    if ((await deleteInvitation(tx, owner, invitationId)) === null) throw new AppError("NOT_FOUND");
    await recordAudit(ctx, { action: "invitation_revoked", userId, subject: invitationId }, tx);
  });
}
