import { randomUUID } from "node:crypto";
import type { CreatedInvitation } from "@/contracts/account";
import { INVITATION_DAYS, INVITATIONS_PER_USER } from "@/domain/accounts";
import { AppError } from "@/domain/errors";
import { createInvitation as createRecord, listInvitations } from "@/server/db/dashboard-links";
import { withTransaction } from "@/server/db/transaction";
import { lockUser } from "@/server/db/user-lock";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { countTry, newEmailLimits } from "@/server/services/tries";
import { newOneTimeToken } from "./one-time-token";
import { requireConfirmed } from "./require-confirmed";
import { requireSession, type SignIn } from "./require-session";

const DAY_MS = 86_400_000;

/**
 * Invites somebody to an account of their own, for 7 days, in place of any open invitation of the same user for that address.
 * The token is told this once. Errors: NOT_CONFIRMED, UNAUTHORIZED, RATE_LIMITED, EMAIL_TAKEN; TOO_MANY_INVITATIONS for a user who
 * has 25 open ones; FORBIDDEN for one who is being deleted.
 */
export async function createInvitation(
  ctx: ServiceContext,
  { userId, email, signIn }: { userId: string; email: string; signIn: SignIn },
): Promise<CreatedInvitation> {
  const owner = authorizeUser(ctx, userId);
  requireConfirmed(ctx, signIn);
  await countTry(ctx, newEmailLimits(owner));
  const { token, tokenHash } = newOneTimeToken();
  const at = ctx.clock.now();
  const expiresAt = new Date(at.getTime() + INVITATION_DAYS * DAY_MS);
  const link = { linkId: randomUUID(), tokenHash, email, userId: owner, at, expiresAt };
  await withTransaction(ctx.db, async (tx) => {
    await requireSession(ctx, tx, { userId: owner, signIn });
    if (!(await lockUser(tx, owner))) throw new AppError("FORBIDDEN");
    const open = await listInvitations(tx, owner, at);
    if (open.filter((other) => other.email !== email).length >= INVITATIONS_PER_USER)
      throw new AppError("TOO_MANY_INVITATIONS");
    if (!(await createRecord(tx, link))) throw new AppError("EMAIL_TAKEN");
    await recordAudit(ctx, { action: "invitation_created", userId, subject: link.linkId }, tx);
  });
  return { email, token };
}
