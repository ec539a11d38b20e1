import type { AsOf, HoldingsList } from "@/contracts/portfolio";
import { type CalendarDate, calendarDateIn, earlierOf } from "@/domain/calendar-date";
import { totalsByCurrency } from "@/domain/portfolio";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toFreshness } from "./freshness";
import { loadPortfolio, type Portfolio } from "./load-portfolio";
import { toCurrencyTotalDto, toHoldingRows } from "./to-holding-rows";

/** Every position of the user, with totals per currency: the current ones, or as they were at the end of a date. */
export async function listHoldings(
  ctx: ServiceContext,
  input: { userId: string; asOf?: CalendarDate | undefined },
): Promise<HoldingsList> {
  const today = calendarDateIn(ctx.settings.timeZone, ctx.clock.now());
  const asOf = input.asOf ? earlierOf(input.asOf, today) : null;
  const portfolio = await loadPortfolio(ctx, authorizeUser(ctx, input.userId), asOf);
  const totals = totalsByCurrency(portfolio.accounts);
  return {
    rows: toHoldingRows(portfolio, totals),
    totals: totals.map(toCurrencyTotalDto),
    ...toFreshness(portfolio.items.filter((item) => item.unlinkedAt === null)),
    asOf: asOf && toAsOf(portfolio, asOf),
  };
}

function toAsOf({ items, firstDates }: Portfolio, date: CalendarDate): AsOf {
  const known = items.map(({ itemId, displayName }) => ({
    itemId,
    institutionName: displayName,
    knownFrom: firstDates.get(itemId) ?? null,
  }));
  return {
    date,
    knownFrom: [...firstDates.values()].sort()[0] ?? null,
    notYetKnown: known.filter(({ knownFrom }) => knownFrom === null || knownFrom > date),
  };
}
