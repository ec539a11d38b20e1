import { randomUUID } from "node:crypto";
import type { NewAccount, OpenedLink } from "@/contracts/account";
import { AppError } from "@/domain/errors";
import type { UserId } from "@/domain/ids";
import { type SqlExecutor, sqlOf } from "@/server/db/client";
import { deleteOpenResets, findOpenLink, type LinkRecord, takeLink } from "@/server/db/dashboard-links";
import { deleteOtherSessions } from "@/server/db/dashboard-sessions";
import { createDashboardUser, lockDashboardUser, storePasswordHash } from "@/server/db/dashboard-users";
import { withTransaction } from "@/server/db/transaction";
import { hashOneTimeToken } from "@/server/services/account/one-time-token";
import { removeOtherWaysIn } from "@/server/services/account/remove-other-ways-in";
import { recordAudit } from "@/server/services/audit/record-audit";
import type { ServiceContext } from "@/server/services/context";
import { countTry, linkLimits } from "@/server/services/tries";
import type { AuthCall, AuthReply } from "./auth-call";
import type { PasskeyFor } from "./auth-library";
import { forUser } from "./for-user";
import { hashPassword } from "./password-hash";
import { requireStrongPassword } from "./passwords";
import { enterByPassword } from "./sign-in";

/** What a link is for. Errors: LINK_NOT_VALID, RATE_LIMITED. */
export async function openLink(call: AuthCall, { token }: { token: string }): Promise<AuthReply> {
  const { kind, email } = await requireLink(call, token);
  return { body: { kind, email } satisfies OpenedLink, cookies: [] };
}

/**
 * Makes the account, or the new password, that the link is for, and signs in. A new password ends all sessions, and voids other reset
 * links; where the link says so it also removes passkeys, API keys and open invitations.
 * Errors: LINK_NOT_VALID, WEAK_PASSWORD, EMAIL_TAKEN, INVALID_FIELD, RATE_LIMITED, UNAVAILABLE.
 */
export async function redeemByPassword(
  call: AuthCall,
  { token, password, ...given }: { token: string; password: string } & NewAccount,
): Promise<AuthReply> {
  const { ctx } = call;
  const link = await requireLink(call, token);
  const account = accountOf(link, given);
  await requireStrongPassword(password, account);
  const hash = await hashPassword(password); // takes its time, so before anything is locked
  await withTransaction(ctx.db, async (tx) => {
    const userId = await redeem(ctx, tx, account);
    const at = ctx.clock.now();
    await storePasswordHash(tx, { id: randomUUID(), userId, hash, at });
    if (link.kind !== "reset") return;
    await deleteOpenResets(tx, userId);
    await deleteOtherSessions(tx, userId, null);
    const owner = forUser(ctx, userId);
    if (link.revokesAll) await removeOtherWaysIn(owner, tx, userId);
    await recordAudit(owner, { action: "password_changed", userId, detail: { by: "reset" } }, tx);
  });
  return enterByPassword(call, { email: account.email, password });
}

/** The account that the holder of a link makes with a passkey; a reset is of the password. Errors: as redeemByPassword. */
export async function passkeyForLink(call: AuthCall, token: string, given: NewAccount): Promise<PasskeyFor> {
  const link = await requireLink(call, token);
  if (link.kind === "reset") throw new AppError("LINK_NOT_VALID");
  return accountOf(link, given);
}

async function requireLink({ ctx, network }: AuthCall, token: string): Promise<LinkRecord> {
  await countTry(ctx, linkLimits(network));
  const link = await findOpenLink(sqlOf(ctx.db), hashOneTimeToken(token), ctx.clock.now());
  if (!link) throw new AppError("LINK_NOT_VALID");
  return link;
}

/** Whose account the link makes or opens: what it says of it itself cannot be chosen by its holder. */
function accountOf({ linkId, kind, userId, name, email }: LinkRecord, given: NewAccount): PasskeyFor {
  if (kind === "reset" && userId !== null && name !== null && email !== null) return { linkId, userId, name, email };
  const chosen = email ?? given.email;
  if (!chosen) throw new AppError("INVALID_FIELD", { text: "Invalid email" });
  if (!given.name) throw new AppError("INVALID_FIELD", { text: "Invalid name" });
  return { linkId, userId: randomUUID(), name: given.name, email: chosen };
}

/** Uses the link up and makes its account, if it is for one. Errors: LINK_NOT_VALID, EMAIL_TAKEN. */
export async function redeem(ctx: ServiceContext, tx: SqlExecutor, account: PasskeyFor): Promise<UserId> {
  const { linkId, name, email } = account;
  const at = ctx.clock.now();
  const userId = account.userId as UserId;
  await lockDashboardUser(tx, userId);
  const link = await takeLink(tx, linkId, at);
  if (!link) throw new AppError("LINK_NOT_VALID");
  if (link.kind !== "reset") {
    if (!(await createDashboardUser(tx, { userId, name, email, at }))) throw new AppError("EMAIL_TAKEN");
    // Whoever invited is told by the line that the invitation left: this one is not theirs.
    const entry = { action: "account_created", userId, subject: linkId, detail: { by: link.kind } } as const;
    await recordAudit(forUser(ctx, userId), entry, tx);
  }
  return userId;
}
