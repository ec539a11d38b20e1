import type { ItemMetadata } from "@/domain/entities";
import type { AccessToken } from "./access-token";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { itemAnswer } from "./schemas";
import { toItemMetadata } from "./to-domain";

/**
 * What Plaid says of the Item itself, the error it may be in included: that is no failure of this call.
 * Errors: ProviderError.
 * Source: Plaid /item/get.
 */
export function getItemMetadata(
  plaid: PlaidGateway,
  accessToken: AccessToken,
  options: CallOptions,
): Promise<ItemMetadata> {
  return callPlaid(
    plaid,
    {
      path: "/item/get",
      item: accessToken,
      send: (api, settings) => api.itemGet({ access_token: accessToken }, settings),
      schema: itemAnswer,
      toDomain: toItemMetadata,
      isRepeatable: true,
    },
    options,
  );
}
