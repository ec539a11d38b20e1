import type { Account, Holding, Security } from "@/domain/entities";
import type { AccessToken } from "./access-token";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { holdingsAnswer } from "./schemas";
import { toAccounts, toHolding, toSecurity } from "./to-domain";

export type HoldingsSnapshot = {
  readonly accounts: readonly Account[];
  readonly holdings: readonly Holding[];
  readonly securities: readonly Security[];
};

/**
 * Everything the Item holds, in one answer: what is not in it is not held. Never of an Item that is in error.
 * Shapes: accounts of every type; an (account, security) pair may repeat.
 * Errors: ProviderError.
 * Source: Plaid /investments/holdings/get.
 */
export function getHoldings(
  plaid: PlaidGateway,
  accessToken: AccessToken,
  options: CallOptions,
): Promise<HoldingsSnapshot> {
  return callPlaid(
    plaid,
    {
      path: "/investments/holdings/get",
      item: accessToken,
      send: (api, settings) => api.investmentsHoldingsGet({ access_token: accessToken }, settings),
      schema: holdingsAnswer,
      toDomain: ({ accounts, holdings, securities }) => ({
        accounts: toAccounts(accounts),
        holdings: holdings.map(toHolding),
        securities: securities.map(toSecurity),
      }),
      isRepeatable: true,
      refusesItemInError: true,
      size: "data",
    },
    options,
  );
}
