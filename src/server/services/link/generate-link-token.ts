import type { GenerateLinkTokenInput, GenerateLinkTokenResult } from "@/contracts/generate-link-token";
import { AppError, ProviderError } from "@/domain/errors";
import type { UserId } from "@/domain/ids";
import { createLinkToken, type RepairedItem } from "@/server/plaid/create-link-token";
import { deadlineIn } from "@/server/plaid/deadline";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

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
  return requestLinkToken(ctx, authorizeUser(ctx, input.userId), null);
}

/** A Link token for a new Item, or for update mode of the one that it repairs. */
export async function requestLinkToken(
  ctx: ServiceContext,
  userId: UserId,
  repairs: RepairedItem | null,
): Promise<GenerateLinkTokenResult> {
  const { language, countryCodes, redirectUri, webhookUrl } = ctx.settings;
  const request = {
    clientUserId: ctx.opaqueUserRef(userId),
    clientName: CLIENT_NAME,
    language,
    countryCodes,
    redirectUri,
    webhookUrl,
    repairs,
  };
  try {
    const { linkToken } = await createLinkToken(ctx.plaid, request, {
      deadline: deadlineIn(DEADLINE_MS, { pace: "interactive" }),
    });
    return { linkToken };
  } catch (error) {
    throw new AppError("LINK_TOKEN_FAILED", {
      cause: error,
      ...(error instanceof ProviderError ? { provider: error.failure } : {}),
    });
  }
}
