import type { AttentionEntry, PortfolioOverview } from "@/contracts/portfolio";
import { currencyKey } from "@/domain/currency";
import { findDuplicates } from "@/domain/duplicate-items";
import { groupBy } from "@/domain/group-by";
import type { ItemState } from "@/domain/item-status";
import { knownCostBasis, totalsByCurrency } from "@/domain/portfolio";
import { takeInTurn } from "@/domain/take-in-turn";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { connectionText } from "@/server/services/items/connection-texts";
import { toFreshness } from "./freshness";
import { loadPortfolio, type Portfolio } from "./load-portfolio";
import { toCurrencyTotalDto, toHoldingRows } from "./to-holding-rows";

const TOP_HOLDINGS = 10;

/** What the user owns in each currency, the largest holdings, how fresh that is, and what needs a look. */
export async function getOverview(ctx: ServiceContext, input: { userId: string }): Promise<PortfolioOverview> {
  const portfolio = await loadPortfolio(ctx, authorizeUser(ctx, input.userId));
  const totals = totalsByCurrency(portfolio.accounts);
  const positions = toHoldingRows(portfolio, totals).filter((row) => row.kind === "position");
  const byCurrency = groupBy(positions, (row) => currencyKey(row.currency));
  return {
    totals: totals.map(toCurrencyTotalDto),
    topHoldings: takeInTurn([...byCurrency.values()], TOP_HOLDINGS),
    ...toFreshness(portfolio.items),
    attention: [...itemEntries(portfolio), ...duplicateEntries(portfolio), ...basisEntries(portfolio)],
  };
}

const KIND_OF_STATE: Readonly<Record<ItemState, AttentionEntry["kind"]>> = {
  ok: "failed",
  preparing: "failed",
  reauth_required: "reauth_required",
  consent_required: "consent_required",
  suspect: "suspect",
  institution_unavailable: "unavailable",
  unsupported: "unsupported",
  disconnected: "disconnected",
  key_unavailable: "unavailable",
};

function itemEntries({ items }: Portfolio): AttentionEntry[] {
  return items.flatMap((item) => {
    const text = connectionText(item);
    return text
      ? [{ itemId: item.itemId, institutionName: item.displayName, kind: KIND_OF_STATE[item.state], text }]
      : [];
  });
}

function duplicateEntries({ items, accounts }: Portfolio): AttentionEntry[] {
  const withAccounts = items.map((item) => ({
    ...item,
    accounts: accounts.filter((owned) => owned.item.itemId === item.itemId).map((owned) => owned.account),
  }));
  const duplicates = findDuplicates(withAccounts);
  return items
    .filter((item) => duplicates.has(item.itemId))
    .map((item) => ({
      itemId: item.itemId,
      institutionName: item.displayName,
      kind: "duplicate",
      text: "These accounts are linked twice, so their value counts twice. Disconnect one of the two.",
    }));
}

function basisEntries({ items, accounts }: Portfolio): AttentionEntry[] {
  return items.flatMap((item) => {
    const positions = accounts
      .filter((owned) => owned.item.itemId === item.itemId)
      .flatMap((owned) => owned.positions.filter((position) => !position.isCash));
    const missing = positions.filter((position) => knownCostBasis(position) === null).length;
    if (missing === 0) return [];
    const text = `The cost of ${missing} of ${positions.length} positions is unknown; gains leave them out.`;
    return [{ itemId: item.itemId, institutionName: item.displayName, kind: "missing_basis", text }];
  });
}
