import type { ApiKeyScope } from "@/domain/api-keys";
import { AppError } from "@/domain/errors";
import { getEnv } from "@/server/platform/env";
import type { SignIn } from "@/server/services/account/require-session";
import { verifyApiKey } from "@/server/services/api-keys/verify-api-key";
import { recordDenial } from "@/server/services/audit/record-denial";
import type { Actor } from "@/server/services/context";
import { requireAllowed } from "@/server/services/limits";
import { createContext } from "@/server/services/runtime";
import { givenApiKey } from "./given-key";
import { identifySession } from "./identify-session";
import { VISITOR } from "./visitor";

/** The account behind the dashboard; `signIn` is null in the demo, which has no accounts. */
export type DashboardUser = { readonly userId: string; readonly signIn: SignIn | null };

const DEMO_USER: DashboardUser = { userId: "demo", signIn: null };
const ANYBODY: Actor = { kind: "service", keyId: null };

/** A call of REST, before anything but its head was looked at. */
export type RestCall = {
  readonly headers: Headers;
  readonly requestId: string;
  /** What the operation demands of a key. */
  readonly scope: ApiKeyScope;
  /** The operation, as the audit log names it. */
  readonly route: string;
  /** Whom a limit counts where there is no key. */
  readonly clientAddress: string;
  /** Sent with the answer, whatever becomes of the call. */
  readonly answerHeaders: Headers;
  /** Told in the log, whatever becomes of the call. */
  readonly logFields: Record<string, string>;
};

/**
 * Who calls REST. A key speaks for its user or, a service key, for any; without one the demo answers whoever is on its
 * machine. Behind a gateway nobody is asked. Wrong, expired and revoked keys are told the same.
 * Errors: UNAUTHORIZED; FORBIDDEN for a key without the scope; RATE_LIMITED.
 */
export async function identifyRestCaller(call: RestCall): Promise<Actor> {
  const { restAccess } = getEnv();
  const apiKey = givenApiKey(call.headers);
  // The gateway may have credentials of its own in these headers.
  if (restAccess === "upstream" || (restAccess === "anonymous" && apiKey === null)) return ANYBODY;

  const ctx = await createContext({ actor: VISITOR, requestId: call.requestId });
  const known = apiKey === null ? null : await verifyApiKey(ctx, apiKey);
  if (!known) {
    requireAllowed(ctx.limits.refusals.take(call.clientAddress, performance.now()));
    call.answerHeaders.set("www-authenticate", "Bearer");
    throw new AppError("UNAUTHORIZED");
  }
  call.logFields.keyId = known.keyId;
  const allowance = ctx.limits.requests.take(known.keyId, performance.now());
  call.answerHeaders.set("ratelimit-limit", String(allowance.limit));
  call.answerHeaders.set("ratelimit-remaining", String(allowance.remaining));
  call.answerHeaders.set("ratelimit-reset", String(allowance.resetSeconds));
  requireAllowed(allowance);
  if (!known.scopes.includes(call.scope)) {
    await recordDenial({ ...ctx, actor: known.actor }, call.route);
    throw new AppError("FORBIDDEN");
  }
  return known.actor;
}

/** Whose dashboard the request is for; null when nobody is signed in. */
export async function identifyDashboardUser(from: Request | Headers, requestId: string): Promise<DashboardUser | null> {
  if (getEnv().mode === "demo") return DEMO_USER;
  const ctx = await createContext({ actor: VISITOR, requestId });
  const session = await identifySession(ctx, from instanceof Headers ? from : from.headers);
  return session && { userId: session.userId, signIn: session };
}
