import { AppError } from "@/domain/errors";
import { sqlOf } from "@/server/db/client";
import { findDashboardUser, updateDashboardUser } from "@/server/db/dashboard-users";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { countTry, newEmailLimits } from "@/server/services/tries";
import { requireConfirmed } from "./require-confirmed";

/**
 * Changes name and e-mail address of an account. The address is what one signs in with, so a new one asks for a recent proof.
 * Errors: NOT_FOUND, NOT_CONFIRMED, RATE_LIMITED, EMAIL_TAKEN.
 */
export async function updateAccount(
  ctx: ServiceContext,
  { userId, name, email, confirmedAt }: { userId: string; name: string; email: string; confirmedAt: Date },
): Promise<void> {
  const owner = authorizeUser(ctx, userId);
  const account = await findDashboardUser(sqlOf(ctx.db), owner);
  if (!account) throw new AppError("NOT_FOUND");
  const isNewEmail = account.email !== email;
  if (isNewEmail) {
    requireConfirmed(ctx, confirmedAt);
    await countTry(ctx, newEmailLimits(owner));
  }
  await withTransaction(ctx.db, async (tx) => {
    if (!(await updateDashboardUser(tx, owner, { name, email, at: ctx.clock.now() })))
      throw new AppError("EMAIL_TAKEN");
    if (isNewEmail) await recordAudit(ctx, { action: "email_changed", userId }, tx);
  });
}
