import type { HoldingsList } from "@/contracts/portfolio";
import { totalsByCurrency } from "@/domain/portfolio";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toFreshness } from "./freshness";
import { loadPortfolio } from "./load-portfolio";
import { toCurrencyTotalDto, toHoldingRows } from "./to-holding-rows";

/** Every current position of the user, with totals per currency. */
export async function listHoldings(ctx: ServiceContext, input: { userId: string }): Promise<HoldingsList> {
  const portfolio = await loadPortfolio(ctx, authorizeUser(ctx, input.userId));
  const totals = totalsByCurrency(portfolio.accounts);
  return {
    rows: toHoldingRows(portfolio, totals),
    totals: totals.map(toCurrencyTotalDto),
    ...toFreshness(portfolio.items),
  };
}
