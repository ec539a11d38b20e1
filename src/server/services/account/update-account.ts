import { AppError } from "@/domain/errors";
import { sqlOf } from "@/server/db/client";
import { deleteOpenResets } from "@/server/db/dashboard-links";
import { findDashboardUser, updateDashboardUser } from "@/server/db/dashboard-users";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { countTry, newEmailLimits } from "@/server/services/tries";
import { requireConfirmed } from "./require-confirmed";
import { requireSession, type SignIn } from "./require-session";

/**
 * Changes name and e-mail address of an account. The address is what one signs in with, so a new one asks for a recent proof,
 * and voids the reset links. Errors: NOT_FOUND, NOT_CONFIRMED, UNAUTHORIZED, RATE_LIMITED, EMAIL_TAKEN.
 */
export async function updateAccount(
  ctx: ServiceContext,
  { userId, name, email, signIn }: { userId: string; name: string; email: string; signIn: SignIn },
): Promise<void> {
  const owner = authorizeUser(ctx, userId);
  const account = await findDashboardUser(sqlOf(ctx.db), owner);
  if (!account) throw new AppError("NOT_FOUND");
  const isNewEmail = account.email !== email;
  if (isNewEmail) {
    requireConfirmed(ctx, signIn);
    await countTry(ctx, newEmailLimits(owner));
  }
  await withTransaction(ctx.db, async (tx) => {
    await requireSession(ctx, tx, { userId: owner, signIn });
    // Whatever the address has become meanwhile, without a proof it stays that.
    const given = { name, email: isNewEmail ? email : null, at: ctx.clock.now() };
    if (!(await updateDashboardUser(tx, owner, given))) throw new AppError("EMAIL_TAKEN");
    if (!isNewEmail) return;
    await deleteOpenResets(tx, owner);
    await recordAudit(ctx, { action: "email_changed", userId }, tx);
  });
}
