import type { CurrencyOverview, MoverRow } from "@/contracts/overview";
import type { PortfolioOverview } from "@/contracts/portfolio";
import { calendarDateIn } from "@/domain/calendar-date";
import { currencyKey } from "@/domain/currency";
import { decimalText } from "@/domain/decimal";
import { groupBy } from "@/domain/group-by";
import { type CurrencyTotal, isCounted, totalsOfSums } from "@/domain/portfolio";
import { largestMoves } from "@/domain/price-moves";
import { ALL, accountOfScope, concernsItem, type Scope } from "@/domain/scope";
import { takeInTurn } from "@/domain/take-in-turn";
import { type TruthReason, toTruth } from "@/domain/truth";
import { sumHoldingsBySector } from "@/server/db/holding-sums";
import { listInstitutionNames } from "@/server/db/institutions";
import { listLinkedItemsIn } from "@/server/db/items";
import { weighSecurities } from "@/server/db/security-weights";
import { withSnapshot } from "@/server/db/transaction";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toFreshness } from "./freshness";
import { heldScope, loadHoldingSums } from "./load-holding-sums";
import { type Comparison, readComparison } from "./read-comparison";
import { readTopHoldings } from "./read-top-holdings";
import { MAX_SLICES, type Owned, toAllocations } from "./to-allocation";
import { toDayChanges } from "./to-day-change";
import { fractionText, toCurrencyDto, toCurrencyTotalDto, UNNAMED } from "./to-holding-rows";

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
  const today = calendarDateIn(ctx.settings.timeZone, ctx.clock.now());
  return withSnapshot(ctx.db, async (snapshot) => {
    const items = (await listLinkedItemsIn(snapshot, userId)).filter((item) => concernsItem(scope, item.itemId));
    const itemIds = items.map(({ itemId }) => itemId);
    const held = heldScope(items, scope, null);
    const owned: Owned = {
      accounts: await loadHoldingSums(ctx.db, snapshot, held, sumHoldingsBySector),
      institutionNames: await listInstitutionNames(snapshot, itemIds),
      securities: await weighSecurities(snapshot, held, MAX_SLICES),
    };
    const comparison = await readComparison(snapshot, { itemIds, accountId: accountOfScope(scope) });
    const totals = totalsOfSums(owned.accounts);
    const largest = await readTopHoldings(snapshot, held, {
      totals,
      accounts: owned.accounts,
      today,
      limit: TOP_HOLDINGS,
    });
    return {
      totals: toOverviews(owned, comparison, totals),
      topHoldings: takeInTurn(largest, TOP_HOLDINGS),
      ...toFreshness(items),
      movers: comparison.previousDate && { since: comparison.previousDate, rows: toMovers(comparison, totals) },
    };
  });
}

function toOverviews(owned: Owned, comparison: Comparison, totals: readonly CurrencyTotal[]): CurrencyOverview[] {
  const [changeOf, allocationOf] = [toDayChanges(owned, comparison), toAllocations(owned)];
  const positions = groupBy(
    owned.accounts.filter(isCounted).flatMap((account) => account.positions),
    currencyKey,
  );
  return totals.map((total) => {
    const sums = positions.get(currencyKey(total.currency)) ?? [];
    const investedCount = sums.reduce((count, part) => count + part.investedCount, 0);
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
function toMovers({ moves }: Comparison, totals: readonly CurrencyTotal[]): MoverRow[] {
  const inCurrency = groupBy(moves, currencyKey);
  const groups = totals.map(({ currency }) =>
    largestMoves(inCurrency.get(currencyKey(currency)) ?? [], ({ securityId }) => securityId, MOVERS),
  );
  return takeInTurn(groups, MOVERS).map(({ row, amount, fraction }) => ({
    securityId: row.securityId,
    tickerSymbol: row.tickerSymbol,
    name: row.securityName ?? row.tickerSymbol ?? UNNAMED,
    securityType: row.securityType,
    currency: toCurrencyDto(row),
    amount: decimalText(amount),
    fraction: fractionText(fraction),
    price: decimalText(row.price),
    priceBefore: decimalText(row.priceBefore),
  }));
}
