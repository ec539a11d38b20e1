import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { linkTokenGetAnswer } from "./schemas";

/**
 * The public tokens that the sessions of a Link token ended with, as far as Plaid names them; it does so for Hosted Link, and for
 * other sessions not everywhere.
 * Errors: ProviderError; INVALID_LINK_TOKEN when Plaid does not know the Link token, or not any more.
 * Source: Plaid /link/token/get.
 */
export function getPublicTokensOfLink(
  plaid: PlaidGateway,
  linkToken: string,
  options: CallOptions,
): Promise<readonly string[]> {
  return callPlaid(
    plaid,
    {
      path: "/link/token/get",
      send: (api, settings) => api.linkTokenGet({ link_token: linkToken }, settings),
      schema: linkTokenGetAnswer,
      toDomain: ({ link_sessions }) =>
        (link_sessions ?? []).flatMap(({ results }) =>
          (results?.item_add_results ?? []).flatMap(({ public_token }) => public_token ?? []),
        ),
      isRepeatable: true,
    },
    options,
  );
}
