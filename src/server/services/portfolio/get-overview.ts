import type { CurrencyOverview, MoverRow } from "@/contracts/overview";
import type { PortfolioOverview } from "@/contracts/portfolio";
import { currencyKey } from "@/domain/currency";
import { decimalText } from "@/domain/decimal";
import { groupBy } from "@/domain/group-by";
import { type CurrencyTotal, isCounted, totalsByCurrency } from "@/domain/portfolio";
import { largestMoves } from "@/domain/price-moves";
import { ALL, type Scope } from "@/domain/scope";
import { takeInTurn } from "@/domain/take-in-turn";
import { type TruthReason, toTruth } from "@/domain/truth";
import { withSnapshot } from "@/server/db/transaction";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toFreshness } from "./freshness";
import { type Portfolio, readPortfolio, toPortfolio } from "./load-portfolio";
import { type Comparison, readComparison, toAccountChoice } from "./read-comparison";
import { toAllocations } from "./to-allocation";
import { toDayChanges } from "./to-day-change";
import { fractionText, heldByCurrency, toCurrencyDto, toCurrencyTotalDto, toHoldingRow } from "./to-holding-rows";

const TOP_HOLDINGS = 10;
const MOVERS = 6;

/**
 * What the user owns in each currency, how it is made up, what changed since the last date before, and how far each figure can be
 * relied on: of all, or of one scope. All of it is of one instant.
 */
export async function getOverview(
  ctx: ServiceContext,
  input: { userId: string; scope?: Scope | undefined },
): Promise<PortfolioOverview> {
  const { scope = ALL } = input;
  const userId = authorizeUser(ctx, input.userId);
  const { rows, comparison } = await withSnapshot(ctx.db, async (snapshot) => {
    const read = await readPortfolio(snapshot, userId, { scope });
    return { rows: read, comparison: await readComparison(snapshot, toAccountChoice(read, scope)) };
  });
  const portfolio = await toPortfolio(ctx, rows);
  const totals = totalsByCurrency(portfolio.accounts);
  const largest = heldByCurrency(portfolio, totals).map(({ total, held }) =>
    held
      .filter(({ position }) => position)
      .slice(0, TOP_HOLDINGS)
      .map((one) => toHoldingRow(portfolio, one, total)),
  );
  return {
    totals: toOverviews(portfolio, comparison, totals),
    topHoldings: takeInTurn(largest, TOP_HOLDINGS),
    ...toFreshness(portfolio.items),
    movers: comparison.previousDate && {
      since: comparison.previousDate,
      rows: toMovers(portfolio, comparison, totals),
    },
  };
}

function toOverviews(
  portfolio: Portfolio,
  comparison: Comparison,
  totals: readonly CurrencyTotal[],
): CurrencyOverview[] {
  const [changeOf, allocationOf] = [toDayChanges(portfolio, comparison), toAllocations(portfolio)];
  const invested = portfolio.accounts
    .filter(isCounted)
    .flatMap(({ positions }) => positions.filter(({ isCash }) => !isCash));
  return totals.map((total) => {
    const key = currencyKey(total.currency);
    const investedCount = invested.filter((position) => currencyKey(position) === key).length;
    const { missingBasisCount: missing } = total;
    const missingBasis: TruthReason[] = missing > 0 ? [{ kind: "missing_basis", missing, of: investedCount }] : [];
    return {
      ...toCurrencyTotalDto(total),
      investedCount,
      totalTruth: toTruth(total.incomplete.map((kind) => ({ kind }))),
      gainTruth: toTruth(missingBasis),
      dayChange: changeOf(total.currency),
      allocation: allocationOf(total.currency),
    };
  });
}

/** Of each currency in turn, so that none hides the others; by currency, the largest first. */
function toMovers({ securities }: Portfolio, { moves }: Comparison, totals: readonly CurrencyTotal[]): MoverRow[] {
  const inCurrency = groupBy(moves, currencyKey);
  const groups = totals.map(({ currency }) =>
    largestMoves(inCurrency.get(currencyKey(currency)) ?? [], ({ securityId }) => securityId, MOVERS),
  );
  return takeInTurn(groups, MOVERS).map(({ row, amount, fraction }) => {
    const security = securities.get(row.securityId);
    return {
      securityId: row.securityId,
      tickerSymbol: security?.tickerSymbol ?? null,
      name: security?.name ?? security?.tickerSymbol ?? "Unnamed security",
      securityType: security?.type ?? null,
      currency: toCurrencyDto(row),
      amount: decimalText(amount),
      fraction: fractionText(fraction),
      price: decimalText(row.price),
      priceBefore: decimalText(row.priceBefore),
    };
  });
}
