import { deleteSession } from "@/server/db/dashboard-sessions";
import { withTransaction } from "@/server/db/transaction";
import { getEnv } from "@/server/platform/env";
import { recordAudit } from "@/server/services/audit/record-audit";
import { type AuthCall, type AuthReply, DONE } from "./auth-call";
import { forUser } from "./for-user";
import { expiredSessionCookie } from "./session-cookie";

/** Ends the session that the request came with, here and in the browser; without one the answer is the same. */
export async function signOut({ ctx, session }: AuthCall): Promise<AuthReply> {
  if (session) {
    const { userId, sessionId } = session;
    await withTransaction(ctx.db, async (tx) => {
      const isEnded = await deleteSession(tx, userId, sessionId);
      if (isEnded) await recordAudit(forUser(ctx, userId), { action: "sign_out", userId }, tx);
    });
  }
  return { body: DONE, cookies: [expiredSessionCookie(getEnv().appUrl)] };
}
