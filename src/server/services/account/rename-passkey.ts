import { AppError } from "@/domain/errors";
import { renamePasskey as renameRecord } from "@/server/db/dashboard-passkeys";
import { withTransaction } from "@/server/db/transaction";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { requireSession, type SignIn } from "./require-session";

/** Errors: NOT_FOUND, also for a passkey of somebody else; UNAUTHORIZED when the session has ended. */
export async function renamePasskey(
  ctx: ServiceContext,
  { userId, signIn, ...passkey }: { userId: string; passkeyId: string; name: string; signIn: SignIn },
): Promise<void> {
  const owner = authorizeUser(ctx, userId);
  await withTransaction(ctx.db, async (tx) => {
    await requireSession(ctx, tx, { userId: owner, signIn });
    if (!(await renameRecord(tx, owner, passkey))) throw new AppError("NOT_FOUND");
  });
}
