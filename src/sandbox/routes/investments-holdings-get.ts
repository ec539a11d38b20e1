import * as z from "zod";
import { accountFilter, text } from "@/sandbox/fields";
import { readInvestments } from "@/sandbox/item-data";
import { itemJson, requireHealthyItem } from "@/sandbox/items";
import { itemPersona } from "@/sandbox/personas/item-persona";
import { defineRoute } from "@/sandbox/route";

const fields = { access_token: text, options: z.strictObject({ account_ids: accountFilter }).optional() };

/** Every position of this minute, with the accounts and the securities it refers to. Errors: NO_INVESTMENT_ACCOUNTS, INVALID_ACCOUNT_ID. */
export const investmentsHoldingsGet = defineRoute("/investments/holdings/get", fields, (sandbox, body) => {
  const item = requireHealthyItem(sandbox, body.access_token);
  const { picture, accounts, shows } = readInvestments(sandbox, item, body.options?.account_ids);
  const holdings = picture.holdings().filter(({ accountId }) => shows(accountId));
  const securityIds = new Set(holdings.map(({ securityId }) => securityId));
  return {
    accounts: accounts.map(({ json }) => json),
    holdings: holdings.map(({ json }) => json),
    securities: picture.securities(securityIds).map(({ json }) => json),
    item: itemJson(item),
    is_investments_fallback_item: itemPersona(item)?.isManual ?? false,
  };
});
