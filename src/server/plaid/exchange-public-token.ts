import type { ItemId } from "@/domain/ids";
import { type AccessToken, toAccessToken } from "./access-token";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { exchangeAnswer } from "./schemas";

export type ExchangedItem = { readonly accessToken: AccessToken; readonly itemId: ItemId };

/**
 * The Item behind a public token. Never repeated by itself: the token is good once, and after a timeout nobody knows whether it was used.
 * Errors: ProviderError; `bad_answer` when the access token or the Item's id is missing.
 * Source: Plaid /item/public_token/exchange.
 */
export function exchangePublicToken(
  plaid: PlaidGateway,
  publicToken: string,
  options: CallOptions,
): Promise<ExchangedItem> {
  return callPlaid(
    plaid,
    {
      path: "/item/public_token/exchange",
      send: (api, settings) => api.itemPublicTokenExchange({ public_token: publicToken }, settings),
      schema: exchangeAnswer,
      toDomain: (answer) => ({
        accessToken: toAccessToken(answer.access_token),
        itemId: answer.item_id as ItemId,
      }),
      isRepeatable: false,
    },
    options,
  );
}
