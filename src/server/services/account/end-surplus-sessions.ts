import { SESSIONS_PER_USER } from "@/domain/accounts";
import type { UserId } from "@/domain/ids";
import { deleteLeastUsedSessions } from "@/server/db/dashboard-sessions";
import type { Tx } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import type { ServiceContext } from "@/server/services/context";

/** Makes room for a new session of a user, within the transaction that stores it: those end that were not used the longest. */
export async function endSurplusSessions(ctx: ServiceContext, tx: Tx, userId: UserId): Promise<void> {
  const count = await deleteLeastUsedSessions(tx, userId, SESSIONS_PER_USER - 1);
  const detail = { count: String(count), reason: "too_many" };
  if (count > 0) await recordAudit(ctx, { action: "session_revoked", userId, detail }, tx);
}
