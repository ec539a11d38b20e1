import type { LinkPurpose } from "@/domain/link-purpose";
import { sqlOf } from "@/server/db/client";
import { findUnusedLinkIntent } from "@/server/db/link-intents";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { hashLinkToken, openLinkToken, openSince } from "./link-intents";

export type ResumableLink = { linkToken: string; purpose: LinkPurpose; itemId: string | null };

/**
 * The Link token to go on with where a bank has returned the user to, in whatever tab: that of `linkToken`, if the tab still
 * knows which one it left with, else the latest of the user's that nothing has come of. Null when none is open.
 */
export async function findResumableLink(
  ctx: ServiceContext,
  input: { userId: string; linkToken: string | null },
): Promise<ResumableLink | null> {
  const userId = authorizeUser(ctx, input.userId);
  const tokenHash = input.linkToken === null ? null : hashLinkToken(input.linkToken);
  const intent = await findUnusedLinkIntent(sqlOf(ctx.db), userId, { tokenHash, since: openSince(ctx) });
  const linkToken = intent && openLinkToken(ctx, intent);
  return intent === null || linkToken === null ? null : { linkToken, purpose: intent.purpose, itemId: intent.itemId };
}
