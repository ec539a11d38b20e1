import type { CurrencyDto } from "@/contracts/money";
import type { CurrencyTotal as CurrencyTotalDto, HoldingRow } from "@/contracts/portfolio";
import { type Currency, currencyKey } from "@/domain/currency";
import { Decimal, decimalText } from "@/domain/decimal";
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

/** The positions and the derived cash of all accounts that count, by currency in the order of `totals`, largest value first. */
export function toHoldingRows(portfolio: Portfolio, totals: readonly CurrencyTotal[]): HoldingRow[] {
  const totalOf = new Map(totals.map((total) => [currencyKey(total.currency), total.total]));
  const weigh = (currency: Currency, value: Decimal) => {
    const total = totalOf.get(currencyKey(currency));
    return total ? fractionText(fractionOf(value, total)) : null;
  };
  const rows = portfolio.accounts.filter(isCounted).flatMap((owned) => [
    ...owned.positions.map((position) => ({
      ...toPositionRow(portfolio, owned, position),
      weight: weigh(position, position.institutionValue),
    })),
    ...toCashRows(owned).map((row) => ({ ...row, weight: weigh(owned.account, new Decimal(row.value)) })),
  ]);
  const byValue = rows.sort((a, b) => new Decimal(b.value).cmp(a.value));
  const inCurrency = groupBy(byValue, (row) => currencyKey(row.currency));
  return totals.flatMap((total) => inCurrency.get(currencyKey(total.currency)) ?? []);
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

function toPositionRow({ securities }: Portfolio, owned: OwnedAccount, position: Holding): Omit<HoldingRow, "weight"> {
  const security = securities.get(position.securityId);
  return {
    ...accountParts(owned),
    kind: "position",
    securityId: position.securityId,
    tickerSymbol: security?.tickerSymbol ?? null,
    name: security?.name ?? security?.tickerSymbol ?? UNNAMED,
    securityType: security?.type ?? null,
    ...positionFigures(position, Boolean(security?.optionContract)),
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

function toCashRows(owned: OwnedAccount): Omit<HoldingRow, "weight">[] {
  const { amount } = derivedCash(owned);
  if (amount.isZero()) return [];
  return [{ ...accountParts(owned), kind: "derived_cash", ...cashFigures(amount, owned.account) }];
}

function accountParts({ item, account, institutionName }: OwnedAccount) {
  return {
    itemId: item.itemId,
    accountId: account.accountId,
    institutionName,
    accountName: account.name,
    accountMask: account.mask,
  };
}

/** The codes alone. */
export function toCurrencyDto(currency: Currency): CurrencyDto {
  return { isoCurrencyCode: currency.isoCurrencyCode, unofficialCurrencyCode: currency.unofficialCurrencyCode };
}

/** A ratio as text, to as many places as any screen wants. */
export function fractionText(fraction: Decimal | null): string | null {
  return fraction && decimalText(fraction.toDecimalPlaces(FRACTION_PLACES));
}
