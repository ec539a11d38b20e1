import type { GenerateLinkTokenResult } from "@/contracts/generate-link-token";
import type { LinkPurpose } from "@/domain/link-purpose";
import { openAccessToken } from "@/server/services/access-token";
import { requireActiveItem } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { requestLinkToken } from "./generate-link-token";

/**
 * A Link token for update mode: the user signs in again for an Item that exists, shares investments where that is what it lacks
 * and, to add accounts, chooses anew which are shared.
 * Errors: ITEM_NOT_FOUND, LINK_TOKEN_FAILED.
 */
export async function generateUpdateLinkToken(
  ctx: ServiceContext,
  input: { userId: string; itemId: string; purpose: Exclude<LinkPurpose, "link"> },
): Promise<GenerateLinkTokenResult> {
  const item = await requireActiveItem(ctx, input.userId, input.itemId);
  return requestLinkToken(ctx, item.userId, {
    purpose: input.purpose,
    itemId: item.itemId,
    repairs: {
      accessToken: openAccessToken(ctx, item),
      needsConsent: item.state === "consent_required",
      selectsAccounts: input.purpose === "add_accounts",
    },
  });
}
