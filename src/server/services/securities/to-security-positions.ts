import type { SecurityPosition, SecurityTotal, TaxLots, VestedPart } from "@/contracts/security";
import type { CalendarDate } from "@/domain/calendar-date";
import { currencyKey } from "@/domain/currency";
import { type Decimal, decimalText, sumDecimals } from "@/domain/decimal";
import { groupBy } from "@/domain/group-by";
import type { ItemId } from "@/domain/ids";
import { contractsOf } from "@/domain/instrument-terms";
import { fractionOf, knownCostBasis, type Position, sumGains, sumsOf, unrealizedGain } from "@/domain/portfolio";
import { truthOfPositions } from "@/domain/position-truth";
import {
  compareLots,
  daysUntilLongTerm,
  knownLotBasis,
  lotGain,
  parseTaxLots,
  sumLots,
  termOf,
} from "@/domain/tax-lots";
import { fractionText, toCurrencyDto } from "@/server/services/portfolio/to-holding-rows";
import type { NamedAccount } from "./load-security";

/** A position with its account, and what it and its account are parts of, in its currency. */
export type OwnPosition = Position & {
  readonly itemId: ItemId;
  readonly account: NamedAccount;
  readonly scopeTotal: Decimal;
  readonly accountTotal: Decimal;
};

const text = (value: Decimal | null) => value && decimalText(value);

export function toSecurityPosition(position: OwnPosition, isOption: boolean, today: CalendarDate): SecurityPosition {
  const { account, quantity, institutionValue: value } = position;
  const basis = knownCostBasis(position);
  const gain = unrealizedGain(position);
  return {
    itemId: position.itemId,
    accountId: account.accountId,
    institutionName: account.institutionName,
    accountName: account.name,
    accountMask: account.mask,
    isAccountActive: account.isActive,
    currency: toCurrencyDto(position),
    quantity: decimalText(quantity),
    contracts: isOption ? decimalText(contractsOf(quantity)) : null,
    price: decimalText(position.institutionPrice),
    priceAsOf: position.institutionPriceAsOf,
    value: decimalText(value),
    costBasis: text(basis),
    averageCost: basis && fractionText(fractionOf(basis.abs(), quantity.abs())),
    gain: text(gain),
    gainFraction: gain && basis ? fractionText(fractionOf(gain, basis.abs())) : null,
    weight: fractionText(fractionOf(value, position.scopeTotal)),
    accountWeight: fractionText(fractionOf(value, position.accountTotal)),
    vested: toVestedPart(position),
    lots: toTaxLots(position, today),
  };
}

function toVestedPart({ quantity, institutionValue, vestedQuantity, vestedValue }: Position): VestedPart | null {
  if (vestedQuantity === null) return null;
  return {
    quantity: decimalText(vestedQuantity),
    value: text(vestedValue),
    unvestedQuantity: decimalText(quantity.minus(vestedQuantity)),
    unvestedValue: vestedValue && decimalText(institutionValue.minus(vestedValue)),
  };
}

function toTaxLots(position: Position, today: CalendarDate): TaxLots | null {
  const lots = parseTaxLots(position.taxLots);
  if (lots === null) return null;
  const sums = sumLots(lots, today);
  const { result, difference } = compareLots(position, sums);
  return {
    rows: lots.map((lot) => ({
      lotId: lot.lotId,
      purchasedOn: lot.purchasedOn,
      isShort: lot.isShort,
      quantity: text(lot.quantity),
      price: text(lot.purchasePrice),
      costBasis: text(knownLotBasis(lot)),
      value: text(lot.value),
      gain: text(lotGain(lot)),
      term: termOf(lot, today),
      daysUntilLongTerm: daysUntilLongTerm(lot, today),
    })),
    quantity: text(sums.quantity),
    costBasis: text(sums.costBasis),
    shortTermGain: text(sums.shortTermGain),
    longTermGain: text(sums.longTermGain),
    missingBasisCount: sums.missingBasisCount,
    comparison: result,
    difference: decimalText(difference),
  };
}

/** One total for each currency, in the order of the positions; different currencies are never added. */
export function toSecurityTotals(positions: readonly OwnPosition[], isOption: boolean): SecurityTotal[] {
  return [...groupBy(positions, currencyKey).values()].map((rows) => toTotal(rows, isOption));
}

function toTotal(rows: readonly OwnPosition[], isOption: boolean): SecurityTotal {
  const [first] = rows as readonly [OwnPosition, ...OwnPosition[]];
  const quantity = sumDecimals(rows.map((row) => row.quantity));
  const value = sumDecimals(rows.map((row) => row.institutionValue));
  const gains = sumGains(rows.map(sumsOf));
  const bases = rows.flatMap((row) => (row.isCash ? [] : (knownCostBasis(row) ?? [])));
  return {
    currency: toCurrencyDto(first),
    positionCount: rows.length,
    quantity: decimalText(quantity),
    contracts: isOption ? decimalText(contractsOf(quantity)) : null,
    value: decimalText(value),
    costBasis: bases.length > 0 ? decimalText(sumDecimals(bases)) : null,
    gain: text(gains.unrealizedGain),
    gainFraction: fractionText(gains.unrealizedGainFraction),
    basisCoverage: fractionText(gains.basisCoverage),
    missingBasisCount: gains.missingBasisCount,
    weight: fractionText(fractionOf(value, first.scopeTotal)),
    truth: truthOfPositions(rows),
  };
}
