import { ProviderError } from "@/domain/errors";
import type { AccessToken } from "./access-token";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { emptyAnswer } from "./schemas";

// INVALID_ACCESS_TOKEN is not among them: wrong keys look the same, and an Item believed gone would be billed for ever.
const GONE: ReadonlySet<string | null> = new Set(["ITEM_NOT_FOUND", "ITEM_CONCURRENTLY_DELETED"]);

/** `requestId` is Plaid's, of the call that it was ended by. */
export type Removal = { readonly outcome: "removed" | "already_gone"; readonly requestId: string | null };

/**
 * Ends the Item at Plaid; one that is already gone counts as ended, so that asking again does no harm.
 * Errors: ProviderError.
 * Source: Plaid /item/remove.
 */
export async function removeItem(
  plaid: PlaidGateway,
  accessToken: AccessToken,
  options: CallOptions,
): Promise<Removal> {
  try {
    return await callPlaid(
      plaid,
      {
        path: "/item/remove",
        item: accessToken,
        send: (api, settings) => api.itemRemove({ access_token: accessToken }, settings),
        schema: emptyAnswer,
        toDomain: (_, requestId) => ({ outcome: "removed", requestId }),
        isRepeatable: false,
      },
      options,
    );
  } catch (error) {
    if (!(error instanceof ProviderError && GONE.has(error.failure.errorCode))) throw error;
    return { outcome: "already_gone", requestId: error.failure.requestId };
  }
}
