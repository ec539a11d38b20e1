import type { CurrencyDto } from "@/contracts/money";
import type { CurrencyTotal as CurrencyTotalDto, HoldingRow } from "@/contracts/portfolio";
import { type Currency, currencyKey } from "@/domain/currency";
import { Decimal, decimalText } from "@/domain/decimal";
import type { Holding } from "@/domain/entities";
import { groupBy } from "@/domain/group-by";
import {
  type CurrencyTotal,
  derivedCash,
  fractionOf,
  isCounted,
  knownCostBasis,
  unrealizedGain,
} from "@/domain/portfolio";
import type { OwnedAccount, Portfolio } from "./load-portfolio";

/** Options are quoted by the share; a contract is a hundred of them. */
const SHARES_PER_CONTRACT = 100;
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
  const basis = knownCostBasis(position);
  const gain = unrealizedGain(position);
  return {
    ...accountParts(owned),
    kind: "position",
    securityId: position.securityId,
    tickerSymbol: security?.tickerSymbol ?? null,
    name: security?.name ?? security?.tickerSymbol ?? "Unnamed security",
    securityType: security?.type ?? null,
    currency: toCurrencyDto(position),
    quantity: decimalText(position.quantity),
    contracts: security?.optionContract ? decimalText(position.quantity.div(SHARES_PER_CONTRACT)) : null,
    price: decimalText(position.institutionPrice),
    priceAsOf: position.institutionPriceAsOf,
    value: decimalText(position.institutionValue),
    costBasis: basis && decimalText(basis),
    gain: gain && decimalText(gain),
    gainFraction: gain && basis ? fractionText(fractionOf(gain, basis.abs())) : null,
  };
}

function toCashRows(owned: OwnedAccount): Omit<HoldingRow, "weight">[] {
  const { amount } = derivedCash(owned);
  if (amount.isZero()) return [];
  return [
    {
      ...accountParts(owned),
      kind: "derived_cash",
      securityId: null,
      tickerSymbol: null,
      name: amount.isNegative() ? "Margin loan" : "Cash / unallocated",
      securityType: null,
      currency: toCurrencyDto(owned.account),
      quantity: null,
      contracts: null,
      price: null,
      priceAsOf: null,
      value: decimalText(amount),
      costBasis: null,
      gain: null,
      gainFraction: null,
    },
  ];
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

function toCurrencyDto(currency: Currency): CurrencyDto {
  return { isoCurrencyCode: currency.isoCurrencyCode, unofficialCurrencyCode: currency.unofficialCurrencyCode };
}

function fractionText(fraction: Decimal | null): string | null {
  return fraction && decimalText(fraction.toDecimalPlaces(FRACTION_PLACES));
}
