import type { GenerateLinkTokenInput, GenerateLinkTokenResult } from "@/contracts/generate-link-token";
import { AppError, ProviderError } from "@/domain/errors";
import type { ItemId, UserId } from "@/domain/ids";
import type { LinkPurpose } from "@/domain/link-purpose";
import { createLinkToken, type RepairedItem } from "@/server/plaid/create-link-token";
import { deadlineIn } from "@/server/plaid/deadline";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { keepLinkIntent } from "./link-intents";

/** What Link calls this app; longer names than 30 characters are replaced by Plaid. */
const CLIENT_NAME = "Plaid Investments";
const DEADLINE_MS = 20_000;

/**
 * A Link token for the product `investments` alone, bound to the user under an opaque name.
 * Errors: FORBIDDEN for another user's id; LINK_TOKEN_FAILED. Source: Plaid /link/token/create.
 */
export async function generateLinkToken(
  ctx: ServiceContext,
  input: GenerateLinkTokenInput,
): Promise<GenerateLinkTokenResult> {
  return requestLinkToken(ctx, authorizeUser(ctx, input.userId), { purpose: "link", itemId: null, repairs: null });
}

type Request =
  | { purpose: "link"; itemId: null; repairs: null }
  | { purpose: Exclude<LinkPurpose, "link">; itemId: ItemId; repairs: RepairedItem };

/** A Link token for a new Item, or for update mode of the one that it repairs; that the user asked for it is kept. */
export async function requestLinkToken(
  ctx: ServiceContext,
  userId: UserId,
  { purpose, itemId, repairs }: Request,
): Promise<GenerateLinkTokenResult> {
  const { language, countryCodes, redirectUri, webhookUrl } = ctx.settings;
  try {
    const request = {
      clientUserId: await ctx.opaqueUserRef(userId),
      clientName: CLIENT_NAME,
      language,
      countryCodes,
      redirectUri,
      webhookUrl,
      repairs,
    };
    const { linkToken } = await createLinkToken(ctx.plaid, request, {
      deadline: deadlineIn(DEADLINE_MS, { pace: "interactive" }),
    });
    await keepLinkIntent(ctx, userId, { linkToken, purpose, itemId });
    return { linkToken };
  } catch (error) {
    throw new AppError("LINK_TOKEN_FAILED", {
      cause: error,
      ...(error instanceof ProviderError ? { provider: error.failure } : {}),
    });
  }
}
