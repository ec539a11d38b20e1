import { type CountryCode, Products } from "plaid";
import type { AccessToken } from "./access-token";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { linkTokenAnswer } from "./schemas";
import { toInstant } from "./wire-values";

export type LinkTokenRequest = {
  /** Opaque and ours; Plaid refuses e-mail addresses and telephone numbers. */
  readonly clientUserId: string;
  readonly clientName: string;
  readonly language: string;
  readonly countryCodes: readonly string[];
  readonly redirectUri: string | null;
  readonly webhookUrl: string | null;
  /** The Item to repair (update mode); null to link a new one. */
  readonly repairs: RepairedItem | null;
};

/**
 * `needsConsent`: Link also asks the user to share investments, which signing in again alone does not. `selectsAccounts`: Link
 * also lets the user choose anew which accounts are shared.
 */
export type RepairedItem = {
  readonly accessToken: AccessToken;
  readonly needsConsent: boolean;
  readonly selectsAccounts: boolean;
};

export type LinkToken = { readonly linkToken: string; readonly expiresAt: Date };

/**
 * A Link token for a new Item with investments, or to repair one. Never repeated by itself.
 * Errors: ProviderError.
 * Source: Plaid /link/token/create. In update mode it takes neither products nor a webhook, and consent to a product is
 * asked for by another list; what is optional is left out, never null.
 */
export function createLinkToken(
  plaid: PlaidGateway,
  request: LinkTokenRequest,
  options: CallOptions,
): Promise<LinkToken> {
  const { clientUserId, clientName, language, countryCodes, redirectUri, webhookUrl, repairs } = request;
  const subject = repairs
    ? {
        access_token: repairs.accessToken,
        ...(repairs.needsConsent && { additional_consented_products: [Products.Investments] }),
        ...(repairs.selectsAccounts && { update: { account_selection_enabled: true } }),
      }
    : { products: [Products.Investments], ...(webhookUrl && { webhook: webhookUrl }) };
  const body = {
    user: { client_user_id: clientUserId },
    client_name: clientName,
    language,
    // Plaid adds countries; which of them are valid is for Plaid to say.
    country_codes: [...countryCodes] as CountryCode[],
    ...(redirectUri && { redirect_uri: redirectUri }),
    ...subject,
  };
  return callPlaid(
    plaid,
    {
      path: "/link/token/create",
      send: (api, settings) => api.linkTokenCreate(body, settings),
      schema: linkTokenAnswer,
      toDomain: (answer) => ({ linkToken: answer.link_token, expiresAt: toInstant(answer.expiration, "expiration") }),
      isRepeatable: false,
    },
    options,
  );
}
