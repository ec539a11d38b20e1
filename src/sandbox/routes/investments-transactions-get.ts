import * as z from "zod";
import { PlaidFailure } from "@/sandbox/errors";
import { accountFilter, calendarDate, text } from "@/sandbox/fields";
import { readInvestments } from "@/sandbox/item-data";
import { itemJson, requireHealthyItem } from "@/sandbox/items";
import { itemPersona } from "@/sandbox/personas/item-persona";
import { defineRoute } from "@/sandbox/route";

const options = z.strictObject({
  account_ids: accountFilter,
  count: z.int().min(1).max(500).optional(),
  offset: z.int().min(0).optional(),
  async_update: z.boolean().optional(),
});
const fields = { access_token: text, start_date: calendarDate, end_date: calendarDate, options: options.optional() };

/**
 * One page of the transactions dated within both dates, newest first, in an order that holds while nothing is added.
 * `securities` covers this page. Errors: NO_INVESTMENT_ACCOUNTS, INVALID_FIELD for dates in the wrong order, INVALID_ACCOUNT_ID.
 */
export const investmentsTransactionsGet = defineRoute("/investments/transactions/get", fields, (sandbox, body) => {
  const item = requireHealthyItem(sandbox, body.access_token);
  const { start_date: start, end_date: end } = body;
  if (end < start) throw new PlaidFailure("INVALID_FIELD", "end_date: must not lie before start_date");
  const { picture, accounts, shows } = readInvestments(sandbox, item, body.options?.account_ids);
  const all = picture.transactions().filter(({ date, accountId }) => date >= start && date <= end && shows(accountId));
  const offset = body.options?.offset ?? 0;
  const page = all.slice(offset, offset + (body.options?.count ?? 100));
  const securityIds = new Set(page.flatMap(({ securityId }) => securityId ?? []));
  return {
    item: itemJson(item),
    accounts: accounts.map(({ json }) => json),
    securities: picture.securities(securityIds).map(({ json }) => json),
    investment_transactions: page.map(({ json }) => json),
    total_investment_transactions: all.length,
    is_investments_fallback_item: itemPersona(item)?.isManual ?? false,
  };
});
