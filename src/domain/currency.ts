/**
 * A currency as Plaid states it: an ISO 4217 code, or an unofficial one (crypto and others), or neither.
 * Amounts of different currencies are never added; `null` forms a group of its own.
 */
export type Currency = { readonly isoCurrencyCode: string | null; readonly unofficialCurrencyCode: string | null };

const UNOFFICIAL = "unofficial:";

/** Text that tells two currencies apart: `USD`, `unofficial:BTC`, or `unknown`. */
export function currencyKey(currency: Currency): string {
  if (currency.isoCurrencyCode !== null) return currency.isoCurrencyCode;
  return currency.unofficialCurrencyCode === null ? "unknown" : `${UNOFFICIAL}${currency.unofficialCurrencyCode}`;
}

/** The currency that a text of `currencyKey` tells of. */
export function currencyOfKey(key: string): Currency {
  if (key === "unknown") return { isoCurrencyCode: null, unofficialCurrencyCode: null };
  return key.startsWith(UNOFFICIAL)
    ? { isoCurrencyCode: null, unofficialCurrencyCode: key.slice(UNOFFICIAL.length) }
    : { isoCurrencyCode: key, unofficialCurrencyCode: null };
}

export function isSameCurrency(a: Currency, b: Currency): boolean {
  return currencyKey(a) === currencyKey(b);
}
