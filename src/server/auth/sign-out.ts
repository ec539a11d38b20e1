import { sqlOf } from "@/server/db/client";
import { deleteSession } from "@/server/db/dashboard-sessions";
import { getEnv } from "@/server/platform/env";
import { recordAudit } from "@/server/services/audit/record-audit";
import { type AuthCall, type AuthReply, DONE } from "./auth-call";
import { forUser } from "./for-user";
import { expiredSessionCookie } from "./session-cookie";

/** Ends the session that the request came with, here and in the browser; without one the answer is the same. */
export async function signOut({ ctx, session }: AuthCall): Promise<AuthReply> {
  if (session) {
    const { userId, sessionId } = session;
    const isEnded = await deleteSession(sqlOf(ctx.db), userId, sessionId);
    if (isEnded) await recordAudit(forUser(ctx, userId), { action: "sign_out", userId });
  }
  return { body: DONE, cookies: [expiredSessionCookie(getEnv().appUrl)] };
}
