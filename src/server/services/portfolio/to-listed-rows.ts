import type { HoldingGroup, HoldingListRow, HoldingSubtotal } from "@/contracts/holdings";
import type { HoldingRow } from "@/contracts/portfolio";
import type { CalendarDate } from "@/domain/calendar-date";
import { currencyKey } from "@/domain/currency";
import { dayChange } from "@/domain/day-change";
import { type Decimal, decimalText } from "@/domain/decimal";
import { fractionOf, type PositionSums, sumGains } from "@/domain/portfolio";
import type { ListedGroup, ListedHolding } from "@/server/db/holding-list";
import { cashFigures, fractionText, positionFigures, toCurrencyDto, UNNAMED } from "./to-holding-rows";

type Totals = ReadonlyMap<string, Decimal>;

/** `totalOf`: by `currencyKey`, what all that is owned in it is worth. */
export function toHoldingRow({ holding, kind, ...listed }: ListedHolding, totalOf: Totals): HoldingRow {
  const { institutionValue: value, accountId, securityId } = holding;
  const total = totalOf.get(currencyKey(holding));
  const place = {
    ...{ itemId: listed.itemId, accountId, institutionName: listed.institutionName },
    ...{ accountName: listed.accountName, accountMask: listed.accountMask },
    weight: total ? fractionText(fractionOf(value, total)) : null,
  };
  if (kind === "derived_cash") return { kind, ...place, ...cashFigures(value, holding) };
  const { tickerSymbol, securityName, securityType } = listed;
  return {
    ...{ kind, ...place, securityId, tickerSymbol, name: securityName ?? tickerSymbol ?? UNNAMED, securityType },
    ...positionFigures(holding, listed.isOption),
  };
}

type Beside = { totalOf: Totals; staleBefore: CalendarDate };

export function toListRow(listed: ListedHolding, { totalOf, staleBefore }: Beside): HoldingListRow {
  const { holding, kind, securityType, earlier, previousDate } = listed;
  const row = toHoldingRow(listed, totalOf);
  if (kind === "derived_cash") return { ...row, dayChange: null, previousDate: null, isPriceStale: false };
  const { institutionPriceAsOf: pricedAt } = holding;
  const change = dayChange(holding, earlier);
  return {
    ...row,
    ...{ dayChange: change && decimalText(change), previousDate },
    isPriceStale: pricedAt !== null && pricedAt < staleBefore && securityType !== "cash",
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
