import { AppError } from "@/domain/errors";
import { deletePasskey, lockDashboardUser } from "@/server/db/dashboard-passkeys";
import { findDashboardUser } from "@/server/db/dashboard-users";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { requireConfirmed } from "./require-confirmed";

/** Errors: NOT_CONFIRMED; NOT_FOUND, also for a passkey of somebody else; LAST_WAY_IN. */
export async function removePasskey(
  ctx: ServiceContext,
  { userId, passkeyId, confirmedAt }: { userId: string; passkeyId: string; confirmedAt: Date },
): Promise<void> {
  const owner = authorizeUser(ctx, userId);
  requireConfirmed(ctx, confirmedAt);
  await withTransaction(ctx.db, async (tx) => {
    await lockDashboardUser(tx, owner);
    if (!(await deletePasskey(tx, owner, passkeyId))) throw new AppError("NOT_FOUND");
    const account = await findDashboardUser(tx, owner);
    if (!account?.hasPassword && account?.passkeyCount === 0) throw new AppError("LAST_WAY_IN");
    await recordAudit(ctx, { action: "passkey_removed", userId }, tx);
  });
}
