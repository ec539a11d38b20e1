import type { HoldingGroup, HoldingListRow, HoldingSubtotal } from "@/contracts/holdings";
import type { CalendarDate } from "@/domain/calendar-date";
import { currencyKey } from "@/domain/currency";
import { dayChange } from "@/domain/day-change";
import { type Decimal, decimalText } from "@/domain/decimal";
import { fractionOf, type PositionSums, sumGains } from "@/domain/portfolio";
import type { ListedGroup, ListedHolding } from "@/server/db/holding-list";
import { cashFigures, fractionText, positionFigures, toCurrencyDto, UNNAMED } from "./to-holding-rows";

type Beside = { totalOf: ReadonlyMap<string, Decimal>; staleBefore: CalendarDate };

export function toListRow(listed: ListedHolding, { totalOf, staleBefore }: Beside): HoldingListRow {
  const { holding, kind, tickerSymbol } = listed;
  const { accountId, securityId, institutionValue: value, institutionPriceAsOf: pricedAt } = holding;
  const total = totalOf.get(currencyKey(holding));
  const place = {
    ...{ itemId: listed.itemId, accountId, institutionName: listed.institutionName },
    ...{ accountName: listed.accountName, accountMask: listed.accountMask },
    weight: total ? fractionText(fractionOf(value, total)) : null,
  };
  if (kind === "derived_cash")
    return { kind, ...place, ...cashFigures(value, holding), dayChange: null, previousDate: null, isPriceStale: false };
  const change = dayChange(holding, listed.earlier);
  return {
    ...{ kind, ...place, securityId, tickerSymbol, name: listed.securityName ?? tickerSymbol ?? UNNAMED },
    securityType: listed.securityType,
    ...positionFigures(holding, listed.isOption),
    dayChange: change && decimalText(change),
    previousDate: listed.previousDate,
    isPriceStale: pricedAt !== null && pricedAt < staleBefore && listed.securityType !== "cash",
  };
}

export function toGroup({ id, label, sums }: ListedGroup, rowsBefore: number): HoldingGroup {
  return { ...toSubtotal(sums), key: id, label, rowsBefore };
}

export function toSubtotal(sums: PositionSums): HoldingSubtotal {
  const { costBasis, unrealizedGain, unrealizedGainFraction, missingBasisCount } = sumGains([sums]);
  return {
    currency: toCurrencyDto(sums),
    count: sums.count,
    value: decimalText(sums.institutionValue),
    costBasis: costBasis && decimalText(costBasis),
    unrealizedGain: unrealizedGain && decimalText(unrealizedGain),
    unrealizedGainFraction: fractionText(unrealizedGainFraction),
    investedCount: sums.investedCount,
    missingBasisCount,
  };
}
