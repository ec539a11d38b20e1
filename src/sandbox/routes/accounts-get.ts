import * as z from "zod";
import { accountFilter, text } from "@/sandbox/fields";
import { plainAccount, readItem } from "@/sandbox/item-data";
import { itemJson, requireHealthyItem } from "@/sandbox/items";
import { defineRoute } from "@/sandbox/route";

const fields = { access_token: text, options: z.strictObject({ account_ids: accountFilter }).optional() };

/** The accounts the person shared. Errors: INVALID_ACCOUNT_ID. */
export const accountsGet = defineRoute("/accounts/get", fields, (sandbox, body) => {
  const item = requireHealthyItem(sandbox, body.access_token);
  const { accounts } = readItem(sandbox, item, body.options?.account_ids);
  return { accounts: accounts.map(plainAccount), item: itemJson(item) };
});
