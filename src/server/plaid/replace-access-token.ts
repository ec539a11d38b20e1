import type { ProviderFailure } from "@/domain/errors";
import { type AccessToken, toAccessToken } from "./access-token";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { replacedTokenAnswer } from "./schemas";

/**
 * Has Plaid give the Item another access token; the present one is dead at once. Never repeated by itself: the answer is the only
 * copy of the new token, and without it nobody knows which of the two is good.
 * Errors: ProviderError.
 * Source: Plaid /item/access_token/invalidate.
 */
export function replaceAccessToken(
  plaid: PlaidGateway,
  accessToken: AccessToken,
  options: CallOptions,
): Promise<AccessToken> {
  return callPlaid(
    plaid,
    {
      path: "/item/access_token/invalidate",
      item: accessToken,
      send: (api, settings) => api.itemAccessTokenInvalidate({ access_token: accessToken }, settings),
      schema: replacedTokenAnswer,
      toDomain: (answer) => toAccessToken(answer.new_access_token),
      isRepeatable: false,
    },
    options,
  );
}

/** Whether the failed call surely changed nothing: it was not made, or Plaid itself refused it. */
export function isRefused({ kind, httpStatus }: ProviderFailure): boolean {
  return kind === "limited" || (kind === "plaid_error" && httpStatus !== null && httpStatus < 500);
}
