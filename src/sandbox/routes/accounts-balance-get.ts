import * as z from "zod";
import { accountFilter, text } from "@/sandbox/fields";
import { plainAccount, readItem } from "@/sandbox/item-data";
import { itemJson, requireHealthyItem } from "@/sandbox/items";
import { defineRoute } from "@/sandbox/route";

const options = z.strictObject({ account_ids: accountFilter, min_last_updated_datetime: z.string().optional() });

/** The accounts with balances of this minute. Errors: INVALID_ACCOUNT_ID. */
export const accountsBalanceGet = defineRoute(
  "/accounts/balance/get",
  { access_token: text, options: options.optional() },
  (sandbox, body) => {
    const item = requireHealthyItem(sandbox, body.access_token);
    const { accounts } = readItem(sandbox, item, body.options?.account_ids);
    return { accounts: accounts.map(plainAccount), item: itemJson(item) };
  },
);
