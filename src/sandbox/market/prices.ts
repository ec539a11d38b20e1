import { DAY_MS, MINUTE_MS } from "@/sandbox/clock";
import { securityProfile } from "@/sandbox/market/catalogue";
import { Exact } from "@/sandbox/market/exact";
import { hashText, walk } from "@/sandbox/market/noise";

const BASE_MINUTE = Date.UTC(2025, 0, 1) / MINUTE_MS;
const YEAR_MINUTES = 365 * 24 * 60;
const GROWTH_PER_YEAR = 0.06;
const CLOSE_HOUR_UTC = 20;

/**
 * The price of a security in its own currency at an instant; it changes every minute.
 * The walk is a binary fraction, but the price is cut to the security's places before any arithmetic is done with it.
 */
export function priceAt(seed: string, key: string, instantMs: number): Exact {
  const { basePrice, priceDecimals, volatility } = securityProfile(key);
  if (volatility === 0) return new Exact(basePrice);
  const minute = Math.floor(instantMs / MINUTE_MS);
  const growth = Math.max(0.5, 1 + (GROWTH_PER_YEAR * volatility * (minute - BASE_MINUTE)) / YEAR_MINUTES);
  const swing = 1 + volatility * walk(hashText(`${seed}/${key}`), minute);
  return new Exact((basePrice * growth * swing).toFixed(priceDecimals));
}

/** The end of the last finished trading session (weekdays, 20:00 UTC) at or before an instant. */
export function previousCloseMs(instantMs: number): number {
  let close = Math.floor(instantMs / DAY_MS) * DAY_MS + CLOSE_HOUR_UTC * 3_600_000;
  if (close > instantMs) close -= DAY_MS;
  while (isWeekend(close)) close -= DAY_MS;
  return close;
}

/** True on Saturday and Sunday, UTC. */
export function isWeekend(instantMs: number): boolean {
  const weekday = new Date(instantMs).getUTCDay();
  return weekday === 0 || weekday === 6;
}
