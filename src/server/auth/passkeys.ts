import type { NewAccount } from "@/contracts/account";
import { isConfirmed } from "@/domain/accounts";
import { AppError } from "@/domain/errors";
import type { UserId } from "@/domain/ids";
import { requireSession } from "@/server/services/account/require-session";
import { recordAudit } from "@/server/services/audit/record-audit";
import { countTry, passkeyLimits } from "@/server/services/tries";
import { passkeyForLink, redeem } from "./account-links";
import { type AuthCall, type AuthReply, DONE, libraryHeaders } from "./auth-call";
import { authLibraryOf, callLibrary } from "./auth-library";
import { forUser } from "./for-user";
import type { LiveSession } from "./identify-session";
import { welcome } from "./sign-in";

/**
 * The challenge for a new passkey: of the account that is signed in, or of the one that a link makes or resets.
 * Errors: UNAUTHORIZED, NOT_CONFIRMED, LINK_NOT_VALID, INVALID_FIELD, RATE_LIMITED.
 */
export async function offerPasskeyRegistration(
  call: AuthCall,
  { token, ...given }: { token?: string | undefined } & NewAccount,
): Promise<AuthReply> {
  await countTry(call.ctx, passkeyLimits(call.network));
  const passkeyFor = token === undefined ? null : await passkeyForLink(call, token, given);
  const session = passkeyFor ? null : requireConfirmed(call);
  const { api } = authLibraryOf(call.ctx.db);
  const offered = await callLibrary(call.ctx, "PASSKEY_REFUSED", () =>
    api.generatePasskeyRegistrationOptions({
      headers: libraryHeaders(call, session),
      query: passkeyFor ? { context: JSON.stringify(passkeyFor) } : {},
      returnHeaders: true,
    }),
  );
  return { body: offered.response, cookies: offered.headers.getSetCookie() };
}

/**
 * Stores the passkey that answered. For a link it makes the account, or ends the sessions of the one that is reset, and signs
 * in. Errors: PASSKEY_REFUSED, UNAUTHORIZED, NOT_CONFIRMED, LINK_NOT_VALID, EMAIL_TAKEN, RATE_LIMITED.
 */
export async function registerPasskey(
  call: AuthCall,
  given: { response: Record<string, unknown>; passkeyName: string; isForLink: boolean },
): Promise<AuthReply> {
  const { ctx } = call;
  await countTry(ctx, passkeyLimits(call.network));
  const session = given.isForLink ? null : requireConfirmed(call);
  let userId = session?.userId ?? null;
  const { api } = authLibraryOf(ctx.db);
  const stored = await callLibrary(
    ctx,
    "PASSKEY_REFUSED",
    () =>
      api.verifyPasskeyRegistration({
        body: { response: given.response, name: given.passkeyName, createSession: given.isForLink },
        headers: libraryHeaders(call, session),
        returnHeaders: true,
      }),
    async (passkeyFor, tx, storedFor) => {
      // A challenge that a session asked for is not answered without it, nor a link's by a session.
      if ((passkeyFor !== null) !== given.isForLink) throw new AppError("PASSKEY_REFUSED");
      if (passkeyFor) userId = await redeem(ctx, tx, passkeyFor);
      if (session) await requireSession(ctx, tx, { userId: storedFor, signIn: session });
      const owner = requireOwner(userId);
      await recordAudit(forUser(ctx, owner), { action: "passkey_added", userId: owner }, tx);
    },
  );
  if (given.isForLink) await welcome(call, requireOwner(userId), "passkey");
  return { body: DONE, cookies: stored.headers.getSetCookie() };
}

function requireConfirmed({ ctx, session }: AuthCall): LiveSession {
  if (!session) throw new AppError("UNAUTHORIZED");
  if (!isConfirmed(session.confirmedAt, ctx.clock.now())) throw new AppError("NOT_CONFIRMED");
  return session;
}

function requireOwner(userId: UserId | null): UserId {
  if (!userId) throw new AppError("PASSKEY_REFUSED");
  return userId;
}
