import { createHash } from "node:crypto";
import { AppError, ProviderError } from "@/domain/errors";
import type { ItemId, UserId } from "@/domain/ids";
import { LINK_INTENT_OPEN_MS, LINK_INTENTS_PER_USER, type LinkPurpose } from "@/domain/link-purpose";
import { sqlOf } from "@/server/db/client";
import { insertLinkIntent, type LinkIntent, listLinkIntents } from "@/server/db/link-intents";
import type { Deadline } from "@/server/plaid/deadline";
import { getPublicTokensOfLink } from "@/server/plaid/get-link-token";
import { SealError } from "@/server/platform/seal";
import { recordSparingly } from "@/server/services/audit/record-sparingly";
import type { ServiceContext } from "@/server/services/context";

const SEAL_PURPOSE = "plaid_link_token";
/** Whoever asks for more Link tokens than this within four hours is known by the latest. */
const MOST_ASKED = 10;

export const hashLinkToken = (linkToken: string): string => createHash("sha256").update(linkToken).digest("hex");

/** Before when an intent that is open now cannot have begun. */
export const openSince = (ctx: ServiceContext): Date => new Date(ctx.clock.now().getTime() - LINK_INTENT_OPEN_MS);

/** Keeps that the user has asked for this Link token; what comes of it may become theirs while the intent is open. */
export async function keepLinkIntent(
  ctx: ServiceContext,
  userId: UserId,
  { linkToken, purpose, itemId }: { linkToken: string; purpose: LinkPurpose; itemId: ItemId | null },
): Promise<void> {
  const tokenHash = hashLinkToken(linkToken);
  const tokenSealed = ctx.sealer.seal(SEAL_PURPOSE, { userId, itemId: tokenHash }, linkToken);
  const createdAt = ctx.clock.now();
  const intent = { tokenHash, userId, tokenSealed, purpose, itemId, createdAt };
  await insertLinkIntent(sqlOf(ctx.db), intent, { most: LINK_INTENTS_PER_USER });
}

/** The Link token of an intent; null when it was sealed under a secret that the install has no more. */
export function openLinkToken(ctx: ServiceContext, { tokenHash, userId, tokenSealed }: LinkIntent): string | null {
  try {
    return ctx.sealer.open(SEAL_PURPOSE, { userId, itemId: tokenHash }, tokenSealed);
  } catch (error) {
    if (error instanceof SealError && error.reason === "key_unavailable") return null;
    throw error;
  }
}

/** `unread`: Plaid could not be asked; `gone`: it does not know the Link token, so nothing comes of it any more. */
type Sessions = { intent: LinkIntent } & (
  | { kind: "read"; publicTokens: readonly string[] }
  | { kind: "unread" | "gone" }
);

/**
 * The open intent of the user that a public token came of. Where Plaid names the public tokens of the user's sessions it must be
 * among them; where it names none the newest intent answers for it. That Plaid could not be asked is not "names none".
 * Errors: LINK_INTENT_MISSING; LINK_CHECK_FAILED when Plaid could not be asked and that might have decided it.
 */
export async function requireLinkIntent(
  ctx: ServiceContext,
  userId: UserId,
  { publicToken, deadline }: { publicToken: string; deadline: Deadline },
): Promise<LinkIntent> {
  const intents = await listLinkIntents(sqlOf(ctx.db), userId, { since: openSince(ctx), limit: MOST_ASKED });
  const sessions: Sessions[] = [];
  // One after the other: it is nearly always the newest, and Plaid counts the calls.
  for (const intent of intents) {
    const read = await readSessions(ctx, intent, deadline);
    if (read.kind === "read" && read.publicTokens.includes(publicToken)) return intent;
    sessions.push(read);
  }
  if (sessions.some(({ kind }) => kind === "unread")) throw new AppError("LINK_CHECK_FAILED");
  const alive = sessions.filter((read) => read.kind === "read");
  if (alive.some(({ publicTokens }) => publicTokens.length > 0))
    throw await refused(ctx, userId, "token_of_another_session");
  const [newest] = alive;
  if (!newest) throw await refused(ctx, userId, "no_open_intent");
  return newest.intent;
}

async function readSessions(ctx: ServiceContext, intent: LinkIntent, deadline: Deadline): Promise<Sessions> {
  const linkToken = openLinkToken(ctx, intent);
  if (linkToken === null) return { intent, kind: "gone" };
  try {
    return { intent, kind: "read", publicTokens: await getPublicTokensOfLink(ctx.plaid, linkToken, { deadline }) };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { intent, kind: error.failure.errorCode === "INVALID_LINK_TOKEN" ? "gone" : "unread" };
  }
}

async function refused(ctx: ServiceContext, userId: UserId, reason: string): Promise<AppError> {
  await recordSparingly(ctx, { action: "link_refused", userId, detail: { reason }, what: reason });
  return new AppError("LINK_INTENT_MISSING");
}
