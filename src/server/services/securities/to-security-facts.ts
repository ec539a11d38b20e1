import type { BondFacts, OptionFacts, SecurityFacts } from "@/contracts/security";
import { type CalendarDate, daysBetween } from "@/domain/calendar-date";
import { currencyKey } from "@/domain/currency";
import { type Decimal, decimalText } from "@/domain/decimal";
import { intrinsicValue, parseBondTerms, parseOptionTerms } from "@/domain/instrument-terms";
import type { KnownSecurity } from "@/domain/reconcile/known";
import { toCurrencyDto } from "@/server/services/portfolio/to-holding-rows";

const text = (value: Decimal | null) => value && decimalText(value);

/** What a security is called where it has no name. */
const nameOf = ({ name, tickerSymbol }: KnownSecurity) => name ?? tickerSymbol ?? "Unnamed security";

export function toSecurityFacts(security: KnownSecurity): SecurityFacts {
  return {
    securityId: security.securityId,
    tickerSymbol: security.tickerSymbol,
    name: nameOf(security),
    type: security.type,
    subtype: security.subtype,
    sector: security.sector,
    industry: security.industry,
    isin: security.isin,
    cusip: security.cusip,
    figi: security.figi,
    marketIdentifierCode: security.marketIdentifierCode,
    currency: toCurrencyDto(security),
    closePrice: text(security.closePrice),
    closePriceAsOf: security.closePriceAsOf,
    isPlaceholder: security.isPlaceholder,
  };
}

/** `underlying`: the security that the option is about, where the user knows it. */
export function toOptionFacts(
  security: KnownSecurity,
  underlying: KnownSecurity | null,
  today: CalendarDate,
): OptionFacts | null {
  const terms = parseOptionTerms(security.optionContract);
  if (!terms) return null;
  const isComparable = underlying !== null && currencyKey(underlying) === currencyKey(security);
  const close = underlying?.closePrice ?? null;
  const worth = isComparable && close ? intrinsicValue(terms, close) : null;
  return {
    contractType: terms.contractType,
    strikePrice: text(terms.strikePrice),
    expiresOn: terms.expiresOn,
    daysToExpiry: terms.expiresOn && daysBetween(today, terms.expiresOn),
    underlyingTicker: terms.underlyingTicker,
    underlying: underlying && {
      securityId: underlying.securityId,
      name: nameOf(underlying),
      closePrice: text(close),
      closePriceAsOf: underlying.closePriceAsOf,
    },
    intrinsicValue: text(worth),
  };
}

export function toBondFacts(security: KnownSecurity, today: CalendarDate): BondFacts | null {
  const terms = parseBondTerms(security.fixedIncome);
  if (!terms) return null;
  return {
    rateType: terms.rateType,
    percentage: text(terms.percentage),
    issuedOn: terms.issuedOn,
    maturesOn: terms.maturesOn,
    daysToMaturity: terms.maturesOn && daysBetween(today, terms.maturesOn),
    faceValue: text(terms.faceValue),
  };
}
