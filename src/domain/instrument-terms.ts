import type { CalendarDate } from "./calendar-date";
import { Decimal } from "./decimal";
import type { Json } from "./entities";
import { dateIn, decimalIn, fieldIn, textIn } from "./json-fields";

/** Options are quoted by the share; a contract is a hundred of them. */
const SHARES_PER_CONTRACT = 100;

/** How many contracts a quantity of shares is, exactly. Source: Plaid, `Holding.quantity` of options. */
export function contractsOf(quantity: Decimal): Decimal {
  return quantity.div(SHARES_PER_CONTRACT);
}

/** What an option is a right to; null is what Plaid left out. The strike is per share. */
export type OptionTerms = {
  /** Plaid's `call` or `put`, whatever else it may say. */
  readonly contractType: string | null;
  readonly strikePrice: Decimal | null;
  readonly expiresOn: CalendarDate | null;
  readonly underlyingTicker: string | null;
};

/** Source: Plaid `OptionContract`. Null: no option. */
export function parseOptionTerms(json: Json): OptionTerms | null {
  if (json === null) return null;
  return {
    contractType: textIn(json, "contract_type"),
    strikePrice: decimalIn(json, "strike_price"),
    expiresOn: dateIn(json, "expiration_date"),
    underlyingTicker: textIn(json, "underlying_security_ticker"),
  };
}

/** What a share of the underlying is worth above a call's strike, or below a put's: never less than nothing. */
export function intrinsicValue({ contractType, strikePrice }: OptionTerms, underlyingPrice: Decimal): Decimal | null {
  if (strikePrice === null) return null;
  if (contractType === "call") return Decimal.max(0, underlyingPrice.minus(strikePrice));
  return contractType === "put" ? Decimal.max(0, strikePrice.minus(underlyingPrice)) : null;
}

/** What a bond promises; null is what Plaid left out. `percentage` is per cent a year (`4.25`), `faceValue` per unit. */
export type BondTerms = {
  /** Plaid's `coupon`, `coupon_equivalent`, `discount` or `yield`: of what `percentage` tells. */
  readonly rateType: string | null;
  readonly percentage: Decimal | null;
  readonly issuedOn: CalendarDate | null;
  readonly maturesOn: CalendarDate | null;
  readonly faceValue: Decimal | null;
};

/** Source: Plaid `FixedIncome`. Null: no bond. */
export function parseBondTerms(json: Json): BondTerms | null {
  if (json === null) return null;
  const rate = fieldIn(json, "yield_rate");
  return {
    rateType: textIn(rate, "type"),
    percentage: decimalIn(rate, "percentage"),
    issuedOn: dateIn(json, "issue_date"),
    maturesOn: dateIn(json, "maturity_date"),
    faceValue: decimalIn(json, "face_value"),
  };
}
