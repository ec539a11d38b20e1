import type { CurrencyDto } from "@/contracts/money";
import type { CurrencyTotal as CurrencyTotalDto } from "@/contracts/portfolio";
import type { Currency } from "@/domain/currency";
import { type Decimal, decimalText } from "@/domain/decimal";
import type { Holding } from "@/domain/entities";
import { contractsOf } from "@/domain/instrument-terms";
import { type CurrencyTotal, fractionOf, knownCostBasis, unrealizedGain } from "@/domain/portfolio";

/** Ratios are shown, not stored: this many places are exact enough for any screen. */
const FRACTION_PLACES = 12;

export function toCurrencyTotalDto(total: CurrencyTotal): CurrencyTotalDto {
  return {
    currency: toCurrencyDto(total.currency),
    positions: decimalText(total.positions),
    derivedCash: decimalText(total.derivedCash),
    total: decimalText(total.total),
    incomplete: [...total.incomplete],
    unrealizedGain: total.unrealizedGain && decimalText(total.unrealizedGain),
    unrealizedGainFraction: fractionText(total.unrealizedGainFraction),
    basisCoverage: fractionText(total.basisCoverage),
    missingBasisCount: total.missingBasisCount,
  };
}

export const UNNAMED = "Unnamed security";

/** What a row says of a position in figures; of an option it counts contracts too. */
export function positionFigures(position: Holding, isOption: boolean) {
  const basis = knownCostBasis(position);
  const gain = unrealizedGain(position);
  return {
    currency: toCurrencyDto(position),
    quantity: decimalText(position.quantity),
    contracts: isOption ? decimalText(contractsOf(position.quantity)) : null,
    price: decimalText(position.institutionPrice),
    priceAsOf: position.institutionPriceAsOf,
    value: decimalText(position.institutionValue),
    costBasis: basis && decimalText(basis),
    gain: gain && decimalText(gain),
    gainFraction: gain && basis ? fractionText(fractionOf(gain, basis.abs())) : null,
  };
}

/** What a row says of cash beside positions. */
export function cashFigures(amount: Decimal, currency: Currency) {
  return {
    name: cashTitle(amount),
    currency: toCurrencyDto(currency),
    value: decimalText(amount),
    ...{ securityId: null, tickerSymbol: null, securityType: null, quantity: null, contracts: null, price: null },
    ...{ priceAsOf: null, costBasis: null, gain: null, gainFraction: null },
  };
}

export const cashTitle = (amount: Decimal) => (amount.isNegative() ? "Margin loan" : "Cash / unallocated");

/** The codes alone. */
export function toCurrencyDto(currency: Currency): CurrencyDto {
  return { isoCurrencyCode: currency.isoCurrencyCode, unofficialCurrencyCode: currency.unofficialCurrencyCode };
}

/** A ratio as text, to as many places as any screen wants. */
export function fractionText(fraction: Decimal | null): string | null {
  return fraction && decimalText(fraction.toDecimalPlaces(FRACTION_PLACES));
}
