import { AppError } from "@/domain/errors";
import { sqlOf } from "@/server/db/client";
import { renamePasskey as renameRecord } from "@/server/db/dashboard-passkeys";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/** Errors: NOT_FOUND, also for a passkey of somebody else. */
export async function renamePasskey(
  ctx: ServiceContext,
  { userId, ...passkey }: { userId: string; passkeyId: string; name: string },
): Promise<void> {
  if (!(await renameRecord(sqlOf(ctx.db), authorizeUser(ctx, userId), passkey))) throw new AppError("NOT_FOUND");
}
