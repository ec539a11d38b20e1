import { isoDate, MINUTE_MS } from "@/sandbox/clock";
import { derivedId } from "@/sandbox/ids";
import { type JsonObject, rawNumber } from "@/sandbox/json";
import { securityProfile } from "@/sandbox/market/catalogue";
import { previousCloseMs, priceAt } from "@/sandbox/market/prices";
import type { SecurityProfile } from "@/sandbox/market/security-profile";

/** The id of a catalogue security: the same for every Item of one seed. */
export function securityIdOf(seed: string, key: string): string {
  return derivedId(seed, "security", key);
}

function fixedIncomeOf({ fixedIncome }: SecurityProfile): JsonObject | null {
  if (fixedIncome === null) return null;
  const { coupon, issued, matures, faceValue } = fixedIncome;
  const yieldRate = { percentage: rawNumber(coupon), type: "coupon" };
  return { yield_rate: yieldRate, issue_date: issued, maturity_date: matures, face_value: rawNumber(faceValue) };
}

function optionContractOf({ option }: SecurityProfile): JsonObject | null {
  if (option === null) return null;
  const { side, underlying, strike, expires } = option;
  return {
    contract_type: side,
    expiration_date: expires,
    strike_price: rawNumber(strike),
    underlying_security_ticker: underlying,
  };
}

/** A security as Plaid shows it at an instant; `close_price` is that of the last finished session (coins: this minute). */
export function securityJson(seed: string, key: string, instantMs: number): JsonObject {
  const profile = securityProfile(key);
  const closeMs = profile.type === "cryptocurrency" ? instantMs - (instantMs % MINUTE_MS) : previousCloseMs(instantMs);
  const isCash = profile.type === "cash";
  return {
    security_id: securityIdOf(seed, key),
    isin: null,
    cusip: null,
    sedol: null,
    institution_security_id: null,
    institution_id: null,
    proxy_security_id: null,
    name: profile.name,
    ticker_symbol: profile.ticker,
    is_cash_equivalent: isCash || profile.subtype === "money market",
    type: profile.type,
    subtype: profile.subtype,
    close_price: rawNumber(priceAt(seed, key, closeMs).toFixed()),
    close_price_as_of: isoDate(closeMs),
    update_datetime: isCash ? null : new Date(closeMs).toISOString(),
    iso_currency_code: profile.currency.iso,
    unofficial_currency_code: profile.currency.unofficial,
    market_identifier_code: profile.mic,
    sector: profile.sector,
    industry: profile.industry,
    cfi_code: profile.cfi,
    figi: profile.mic === null ? null : `BBG${securityIdOf(seed, key).toUpperCase().slice(0, 9)}`,
    option_contract: optionContractOf(profile),
    fixed_income: fixedIncomeOf(profile),
  };
}
