import { AppError } from "@/domain/errors";
import { sqlOf } from "@/server/db/client";
import { deleteSession } from "@/server/db/dashboard-sessions";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/** Signs a user out of one place. Errors: NOT_FOUND, also for a session of somebody else. */
export async function endSession(
  ctx: ServiceContext,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<void> {
  if (!(await deleteSession(sqlOf(ctx.db), authorizeUser(ctx, userId), sessionId))) throw new AppError("NOT_FOUND");
  await recordAudit(ctx, { action: "session_revoked", userId, detail: { count: "1" } });
}
