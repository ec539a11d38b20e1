import { sqlOf } from "@/server/db/client";
import { type SessionRecord, takeUpSession } from "@/server/db/dashboard-sessions";
import { getEnv } from "@/server/platform/env";
import type { ServiceContext } from "@/server/services/context";
import { readSessionToken } from "./session-cookie";

export type LiveSession = SessionRecord & { readonly token: string };

/**
 * The session that a request's cookie is of, asked of the database each time: one that was ended elsewhere is ended at once.
 * Null when there is none.
 */
export async function identifySession(ctx: ServiceContext, headers: Headers): Promise<LiveSession | null> {
  const token = readSessionToken(headers.get("cookie"), getEnv());
  if (token === null) return null;
  const session = await takeUpSession(sqlOf(ctx.db), token, ctx.clock.now());
  return session && { ...session, token };
}
