import { toEmail } from "@/domain/accounts";
import type { AuditDetail } from "@/domain/audit";
import type { UserId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { deleteSession } from "@/server/db/dashboard-sessions";
import { recordAudit } from "@/server/services/audit/record-audit";
import { recordSparingly } from "@/server/services/audit/record-sparingly";
import { countTry, isRefusal, passkeyLimits, signInLimits, tryWithin } from "@/server/services/tries";
import { type AuthCall, type AuthReply, DONE, libraryHeaders } from "./auth-call";
import { authLibraryOf, callLibrary, type PasskeyAssertion } from "./auth-library";
import { forUser } from "./for-user";

/**
 * Signs in with e-mail address and password. An unknown address and a wrong password are one answer, for the same work.
 * Errors: SIGN_IN_FAILED, RATE_LIMITED, UNAVAILABLE.
 */
export async function signInByPassword(call: AuthCall, given: { email: string; password: string }): Promise<AuthReply> {
  const { ctx, network } = call;
  // What is no address is looked for all the same: it belongs to nobody.
  const email = toEmail(given.email) ?? "nobody@nowhere.invalid";
  return tryWithin(ctx, signInLimits(email, network), () => enterByPassword(call, { email, password: given.password }));
}

/** The same for whoever needs no limit. Errors: SIGN_IN_FAILED, UNAVAILABLE. */
export async function enterByPassword(call: AuthCall, body: { email: string; password: string }): Promise<AuthReply> {
  const { api } = authLibraryOf(call.ctx.db);
  const signedIn = await toldWhenRefused(call, "password", () =>
    callLibrary(call.ctx, "SIGN_IN_FAILED", () =>
      api.signInEmail({ body, headers: libraryHeaders(call, null), returnHeaders: true }),
    ),
  );
  await welcome(call, signedIn.response.user.id as UserId, "password");
  return { body: DONE, cookies: signedIn.headers.getSetCookie() };
}

/** The challenge that a passkey is to answer. Errors: RATE_LIMITED. */
export async function offerPasskeySignIn(call: AuthCall): Promise<AuthReply> {
  const { ctx, network } = call;
  const { api } = authLibraryOf(ctx.db);
  // Each one is a row that stays, whoever asks: none is taken back.
  await countTry(ctx, passkeyLimits(network));
  const offered = await callLibrary(ctx, "PASSKEY_REFUSED", () =>
    api.generatePasskeyAuthenticationOptions({ headers: libraryHeaders(call, null), returnHeaders: true }),
  );
  return {
    body: { ...offered.response, userVerification: "required" },
    cookies: offered.headers.getSetCookie(),
  };
}

/** Signs in with the passkey that answered. Errors: PASSKEY_REFUSED, RATE_LIMITED, UNAVAILABLE. */
export async function signInByPasskey(
  call: AuthCall,
  { response }: { response: Record<string, unknown> },
): Promise<AuthReply> {
  const { ctx, network } = call;
  const { api } = authLibraryOf(ctx.db);
  const signedIn = await tryWithin(ctx, passkeyLimits(network), () =>
    toldWhenRefused(call, "passkey", () =>
      callLibrary(ctx, "PASSKEY_REFUSED", () =>
        api.verifyPasskeyAuthentication({
          body: { response: response as unknown as PasskeyAssertion },
          headers: libraryHeaders(call, null),
          returnHeaders: true,
        }),
      ),
    ),
  );
  await welcome(call, signedIn.response.user.id as UserId, "passkey");
  return { body: DONE, cookies: signedIn.headers.getSetCookie() };
}

/** One browser has one session: the one that it came with ends. */
export async function welcome({ ctx, session, address }: AuthCall, userId: UserId, by: string): Promise<void> {
  if (session) await deleteSession(sqlOf(ctx.db), session.userId, session.sessionId);
  await recordAudit(forUser(ctx, userId), { action: "sign_in", userId, detail: { by, address } });
}

/** A refusal is on record: whose account it was about is not said, for it may be nobody's. */
async function toldWhenRefused<T>({ ctx, address, network }: AuthCall, by: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const detail: AuditDetail = { by, address };
    if (isRefusal(error))
      await recordSparingly(ctx, { action: "sign_in_failed", userId: null, detail, who: network, what: by });
    throw error;
  }
}
