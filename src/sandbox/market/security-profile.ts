export type Currency = { iso: string | null; unofficial: string | null };

export const USD: Currency = { iso: "USD", unofficial: null };
export const CAD: Currency = { iso: "CAD", unofficial: null };
export const USDT: Currency = { iso: null, unofficial: "USDT" };

/** What is known about a security apart from its price. */
export type SecurityProfile = {
  /** Unique within the catalogue; the security id derives from it. */
  key: string;
  ticker: string | null;
  name: string;
  type: string;
  subtype: string;
  currency: Currency;
  /** The price around which the walk swings, at the start of 2025. */
  basePrice: number;
  priceDecimals: number;
  /** 1 = a broad share; 0 = the price never moves. */
  volatility: number;
  /** Share of the price paid out per year. */
  dividendYield: number;
  /** Decimal places in which the security is traded. */
  quantityDecimals: number;
  mic: string | null;
  sector: string | null;
  industry: string | null;
  cfi: string | null;
  fixedIncome: { coupon: string; issued: string; matures: string; faceValue: string } | null;
  option: { side: "call" | "put"; underlying: string; strike: string; expires: string } | null;
};

type Listing = readonly [
  ticker: string,
  name: string,
  price: number,
  dividendYield: number,
  sector: string | null,
  industry: string | null,
];

const DEFAULTS = { priceDecimals: 2, volatility: 1, quantityDecimals: 4, fixedIncome: null, option: null };

/** A US or Canadian common share. */
export function equity(
  [ticker, name, basePrice, dividendYield, sector, industry]: Listing,
  currency: Currency,
  mic: string,
): SecurityProfile {
  const key = `${mic}:${ticker}`;
  const about = { key, ticker, name, type: "equity", subtype: "common stock", cfi: "ESVUFR", volatility: 1.3 };
  return { ...DEFAULTS, ...about, basePrice, dividendYield, sector, industry, currency, mic };
}

/** An exchange-traded fund. */
export function etf(
  [ticker, name, basePrice, dividendYield, sector, industry]: Listing,
  currency: Currency,
  mic: string,
): SecurityProfile {
  const about = { key: `${mic}:${ticker}`, ticker, name, type: "etf", subtype: "etf", cfi: "CEOGES", volatility: 0.8 };
  return { ...DEFAULTS, ...about, basePrice, dividendYield, sector, industry, currency, mic };
}

/** A mutual fund: no exchange, quantities in thousandths. */
export function mutualFund([ticker, name, basePrice, dividendYield, sector, industry]: Listing): SecurityProfile {
  const about = {
    key: `FUND:${ticker}`,
    ticker,
    name,
    type: "mutual fund",
    subtype: "mutual fund",
    cfi: "CIOGES",
    volatility: 0.7,
  };
  return {
    ...DEFAULTS,
    ...about,
    basePrice,
    dividendYield,
    sector,
    industry,
    currency: USD,
    mic: null,
    quantityDecimals: 3,
  };
}

/** A coin on a crypto exchange: eighteen decimal places. */
export function coin(
  ticker: string,
  name: string,
  basePrice: number,
  priceDecimals: number,
  currency: Currency,
): SecurityProfile {
  const about = {
    key: `COIN:${ticker}`,
    ticker,
    name,
    type: "cryptocurrency",
    subtype: "cryptocurrency",
    cfi: null,
    mic: null,
  };
  const trade = { basePrice, priceDecimals, volatility: 2.2, dividendYield: 0, quantityDecimals: 18 };
  return { ...DEFAULTS, ...about, ...trade, currency, sector: null, industry: "Cryptocurrency" };
}

/** A bond: traded by its face value, priced as a share of it; the coupon is what it pays a year. */
export function bond(
  name: string,
  subtype: string,
  price: number,
  [coupon, issued, matures]: readonly [coupon: string, issued: string, matures: string],
): SecurityProfile {
  const about = {
    key: `BOND:${name}`,
    ticker: null,
    name,
    type: "fixed income",
    subtype,
    cfi: "DBFTFB",
    currency: USD,
  };
  const trade = { basePrice: price, priceDecimals: 5, volatility: 0.25, quantityDecimals: 0 };
  const dividendYield = Number(coupon) / 100;
  const place = { mic: null, sector: "Government", industry: "Bond" };
  return {
    ...DEFAULTS,
    ...about,
    ...trade,
    ...place,
    dividendYield,
    fixedIncome: { coupon, issued, matures, faceValue: "1000" },
  };
}

/** A listed option on a US share, quoted by the share; its symbol is that of the Options Clearing Corporation. */
export function option(
  underlying: string,
  side: "call" | "put",
  strike: string,
  expires: string,
  price: number,
): SecurityProfile {
  const thousandths = String(Math.round(Number(strike) * 1000)).padStart(8, "0");
  const ticker = `${underlying}${expires.slice(2).replaceAll("-", "")}${side === "call" ? "C" : "P"}${thousandths}`;
  const about = {
    key: `OPT:${ticker}`,
    ticker,
    name: `${underlying} ${expires} ${strike} ${side}`,
    type: "derivative",
    subtype: "option",
  };
  const trade = { basePrice: price, volatility: 2.5, dividendYield: 0, quantityDecimals: 0, currency: USD };
  const place = { mic: null, sector: null, industry: null, cfi: side === "call" ? "OCASPS" : "OPASPS" };
  return { ...DEFAULTS, ...about, ...trade, ...place, option: { side, underlying, strike, expires } };
}
