import { text } from "@/sandbox/fields";
import { readInvestments } from "@/sandbox/item-data";
import { requireHealthyItem } from "@/sandbox/items";
import { isJsonObject, parseLossless } from "@/sandbox/json";
import type { PictureHolding, PictureTransaction } from "@/sandbox/picture";
import { defineRoute } from "@/sandbox/route";
import { rowChanges } from "@/sandbox/row-changes";
import { fireWebhook } from "@/sandbox/webhooks/fire-webhook";

/**
 * Sends what changed since the last call, or since the Item was linked, as one webhook for holdings and one for transactions;
 * the data itself is that of this minute in any case. Errors: NO_INVESTMENT_ACCOUNTS.
 */
export const investmentsRefresh = defineRoute("/investments/refresh", { access_token: text }, (sandbox, body) => {
  const item = requireHealthyItem(sandbox, body.access_token);
  const { picture, shows } = readInvestments(sandbox, item, undefined);
  const before = sandbox.pictures.exchangeRefreshed(item, picture);
  const isShown = ({ accountId }: { accountId: string }) => shows(accountId);
  const holdings = rowChanges(before.holdings().filter(isShown), picture.holdings().filter(isShown), holdingKey);
  if (Object.values(holdings).some((count) => count > 0)) {
    const counts = { new_holdings: holdings.added, updated_holdings: holdings.changed + holdings.removed };
    fireWebhook(sandbox, item, "HOLDINGS", "DEFAULT_UPDATE", counts);
  }
  const trades = rowChanges(
    before.transactions().filter(isShown),
    picture.transactions().filter(isShown),
    transactionId,
  );
  if (Object.values(trades).some((count) => count > 0)) {
    fireWebhook(sandbox, item, "INVESTMENTS_TRANSACTIONS", "DEFAULT_UPDATE", {
      new_investments_transactions: trades.added + trades.changed,
      cancelled_investments_transactions: trades.removed,
    });
  }
  return {};
});

function holdingKey({ accountId, securityId }: PictureHolding): string {
  return `${accountId} ${securityId}`;
}

function transactionId({ json }: PictureTransaction): string {
  const row = parseLossless(json.text);
  return isJsonObject(row) ? String(row.investment_transaction_id) : json.text;
}
