import { randomUUID } from "node:crypto";
import { AppError } from "@/domain/errors";
import { sqlOf } from "@/server/db/client";
import { deleteOpenResets } from "@/server/db/dashboard-links";
import { confirmSession, deleteOtherSessions } from "@/server/db/dashboard-sessions";
import { findDashboardUser, findPasswordHash, storePasswordHash } from "@/server/db/dashboard-users";
import { withTransaction } from "@/server/db/transaction";
import { getEnv } from "@/server/platform/env";
import { requireConfirmed } from "@/server/services/account/require-confirmed";
import { requireSession, type SignIn } from "@/server/services/account/require-session";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { confirmLimits, tryWithin } from "@/server/services/tries";
import { isGuessablePassword } from "./guessable-password";
import { hashPassword, inTurn, isPasswordOf } from "./password-hash";

type SignedIn = { readonly userId: string; readonly signIn: SignIn };

/** Proves anew who sits at a session, by the password. Errors: SIGN_IN_FAILED, RATE_LIMITED, UNAUTHORIZED, UNAVAILABLE. */
export async function confirmByPassword(
  ctx: ServiceContext,
  { userId, signIn, password }: SignedIn & { password: string },
): Promise<void> {
  const owner = authorizeUser(ctx, userId);
  await tryWithin(ctx, confirmLimits(signIn.sessionId), async () => {
    const hash = await findPasswordHash(sqlOf(ctx.db), owner);
    if (hash === null || !(await isPasswordOf(password, hash))) throw new AppError("SIGN_IN_FAILED");
    await withTransaction(ctx.db, async (tx) => {
      await requireSession(ctx, tx, { userId: owner, signIn });
      if ((await findPasswordHash(tx, owner)) !== hash) throw new AppError("SIGN_IN_FAILED");
      await confirmSession(tx, signIn.sessionId, ctx.clock.now());
    });
  });
}

/** Lets pass a new password for this account that cannot be guessed. Errors: WEAK_PASSWORD, UNAVAILABLE. */
export async function requireStrongPassword(
  password: string,
  { name, email }: { readonly name: string; readonly email: string },
): Promise<void> {
  const { appUrl } = getEnv();
  const site = appUrl ? [new URL(appUrl).host] : [];
  const isGuessable = await inTurn("look", () => isGuessablePassword(password, [name, email, ...site]));
  if (isGuessable) throw new AppError("WEAK_PASSWORD");
}

/**
 * Gives the account a new password, ends its other sessions and voids its reset links.
 * Errors: NOT_CONFIRMED, WEAK_PASSWORD, UNAUTHORIZED, UNAVAILABLE.
 */
export async function changePassword(
  ctx: ServiceContext,
  { userId, signIn, password }: SignedIn & { password: string },
): Promise<void> {
  const owner = authorizeUser(ctx, userId);
  requireConfirmed(ctx, signIn);
  const account = await findDashboardUser(sqlOf(ctx.db), owner);
  if (!account) throw new AppError("UNAUTHORIZED");
  await requireStrongPassword(password, account);
  const hash = await hashPassword(password);
  await withTransaction(ctx.db, async (tx) => {
    await requireSession(ctx, tx, { userId: owner, signIn });
    await deleteOpenResets(tx, owner);
    await storePasswordHash(tx, { id: randomUUID(), userId: owner, hash, at: ctx.clock.now() });
    const count = await deleteOtherSessions(tx, owner, signIn.sessionId);
    await recordAudit(ctx, { action: "password_changed", userId, detail: { sessionsEnded: String(count) } }, tx);
  });
}
