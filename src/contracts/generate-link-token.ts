import * as z from "zod";
import { defineContract } from "./define-contract";
import { externalId } from "./fields";

export type GenerateLinkTokenInput = { userId: string };
export type GenerateLinkTokenResult = { linkToken: string };

/** A Link token for the product `investments`, bound to the user. */
export const generateLinkTokenContract = defineContract<GenerateLinkTokenInput, GenerateLinkTokenResult>({
  method: "POST",
  path: "/api/plaid/investments/generate_link_token",
  scope: "link",
  requires: ["user_id"],
  accepts: [],
  input: z.object({ user_id: externalId }).transform(({ user_id }) => ({ userId: user_id })),
  output: z.strictObject({ status: z.literal("success"), link_token: z.string() }),
  write: ({ linkToken }) => ({ status: 200, body: { status: "success", link_token: linkToken } }),
  failure: "LINK_TOKEN_FAILED",
});
