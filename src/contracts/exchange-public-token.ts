import * as z from "zod";
import { defineContract } from "./define-contract";
import { externalId } from "./fields";

export type ExchangePublicTokenInput = { userId: string; publicToken: string };
export type ExchangePublicTokenResult = { itemId: string };

/** Stores the Item behind a public token, its sealed access token and its accounts; its history follows in the background. */
export const exchangePublicTokenContract = defineContract<ExchangePublicTokenInput, ExchangePublicTokenResult>({
  method: "POST",
  path: "/api/plaid/investments/exchange_public_token",
  scope: "link",
  requires: ["user_id", "public_token"],
  accepts: [],
  input: z
    .object({ user_id: externalId, public_token: externalId })
    .transform(({ user_id, public_token }) => ({ userId: user_id, publicToken: public_token })),
  output: z.strictObject({ status: z.literal("success"), item_id: z.string() }),
  write: ({ itemId }) => ({ status: 200, body: { status: "success", item_id: itemId } }),
  failure: "ACCOUNT_SYNC_FAILED",
});
