import type { Account } from "@/domain/entities";
import type { InstitutionId, ItemId } from "@/domain/ids";
import type { AccessToken } from "./access-token";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { accountsAnswer } from "./schemas";
import { toAccounts } from "./to-domain";

export type ItemAccounts = {
  readonly accounts: readonly Account[];
  readonly itemId: ItemId;
  readonly institutionId: InstitutionId | null;
};

/**
 * All accounts that the user shares, of every type: an investments link may bring deposit accounts along.
 * Errors: ProviderError.
 * Source: Plaid /accounts/get.
 */
export function getAccounts(
  plaid: PlaidGateway,
  accessToken: AccessToken,
  options: CallOptions,
): Promise<ItemAccounts> {
  return callPlaid(
    plaid,
    {
      path: "/accounts/get",
      item: accessToken,
      send: (api, settings) => api.accountsGet({ access_token: accessToken }, settings),
      schema: accountsAnswer,
      toDomain: ({ accounts, item }) => ({
        accounts: toAccounts(accounts),
        itemId: item.item_id as ItemId,
        institutionId: (item.institution_id || null) as InstitutionId | null,
      }),
      isRepeatable: true,
    },
    options,
  );
}
