import type { AccessToken } from "./access-token";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { emptyAnswer } from "./schemas";

/**
 * Has Plaid send the Item's webhooks to this address from now on.
 * Errors: ProviderError.
 * Source: Plaid /item/webhook/update.
 */
export function updateItemWebhook(
  plaid: PlaidGateway,
  accessToken: AccessToken,
  webhookUrl: string,
  options: CallOptions,
): Promise<void> {
  return callPlaid(
    plaid,
    {
      path: "/item/webhook/update",
      item: accessToken,
      send: (api, settings) => api.itemWebhookUpdate({ access_token: accessToken, webhook: webhookUrl }, settings),
      schema: emptyAnswer,
      toDomain: () => undefined,
      isRepeatable: true,
    },
    options,
  );
}
