import type { SessionView } from "@/contracts/account";
import { toDeviceName } from "@/domain/device";
import { sqlOf } from "@/server/db/client";
import { listSessions as listRecords } from "@/server/db/dashboard-sessions";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/** Where a user is signed in, the last used first. */
export async function listSessions(
  ctx: ServiceContext,
  { userId, currentSessionId }: { userId: string; currentSessionId: string },
): Promise<SessionView[]> {
  const records = await listRecords(sqlOf(ctx.db), authorizeUser(ctx, userId), ctx.clock.now());
  return records.map(({ sessionId, createdAt, usedAt, ipAddress, userAgent }) => ({
    sessionId,
    device: toDeviceName(userAgent),
    ipAddress: ipAddress || null,
    signedInAt: createdAt.toISOString(),
    usedAt: usedAt.toISOString(),
    isCurrent: sessionId === currentSessionId,
  }));
}
