import type { CurrencyDto } from "@/contracts/money";
import type { CurrencyTotal as CurrencyTotalDto, HoldingRow } from "@/contracts/portfolio";
import { type Currency, currencyKey } from "@/domain/currency";
import { type Decimal, decimalText } from "@/domain/decimal";
import type { Holding } from "@/domain/entities";
import { groupBy } from "@/domain/group-by";
import { contractsOf } from "@/domain/instrument-terms";
import {
  type CurrencyTotal,
  derivedCash,
  fractionOf,
  isCounted,
  knownCostBasis,
  unrealizedGain,
} from "@/domain/portfolio";
import type { OwnedAccount, Portfolio } from "./load-portfolio";

/** Ratios are shown, not stored: this many places are exact enough for any screen. */
const FRACTION_PLACES = 12;

/** A position; or, where that is null, the derived cash beside those of its account. */
type Held = {
  readonly owned: OwnedAccount;
  readonly position: Holding | null;
  readonly currency: Currency;
  readonly value: Decimal;
};

/** What all accounts that count hold, by currency in the order of `totals`, largest value first. */
export function heldByCurrency({ accounts }: Portfolio, totals: readonly CurrencyTotal[]) {
  const held = accounts
    .filter(isCounted)
    .flatMap((owned): Held[] => [
      ...owned.positions.map((position) => ({ owned, position, currency: position, value: position.institutionValue })),
      ...cashOf(owned),
    ]);
  const inCurrency = groupBy(
    held.sort((a, b) => b.value.cmp(a.value)),
    ({ currency }) => currencyKey(currency),
  );
  return totals.map((total) => ({ total, held: inCurrency.get(currencyKey(total.currency)) ?? [] }));
}

function cashOf(owned: OwnedAccount): Held[] {
  const { amount } = derivedCash(owned);
  return amount.isZero() ? [] : [{ owned, position: null, currency: owned.account, value: amount }];
}

/** One of them, as part of what is owned in its currency. */
export function toHoldingRow(
  { securities }: Portfolio,
  { owned, position, currency, value }: Held,
  { total }: CurrencyTotal,
): HoldingRow {
  const { item, account, institutionName } = owned;
  const inAccount = {
    itemId: item.itemId,
    accountId: account.accountId,
    institutionName,
    accountName: account.name,
    accountMask: account.mask,
    weight: fractionText(fractionOf(value, total)),
  };
  if (!position) return { ...inAccount, kind: "derived_cash", ...cashFigures(value, currency) };
  const security = securities.get(position.securityId);
  return {
    ...inAccount,
    kind: "position",
    securityId: position.securityId,
    tickerSymbol: security?.tickerSymbol ?? null,
    name: security?.name ?? security?.tickerSymbol ?? UNNAMED,
    securityType: security?.type ?? null,
    ...positionFigures(position, Boolean(security?.optionContract)),
  };
}

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
