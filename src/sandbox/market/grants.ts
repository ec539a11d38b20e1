import { Exact } from "@/sandbox/market/exact";
import type { Entry } from "@/sandbox/market/ledger";
import type { AccountPlan } from "@/sandbox/personas/plan";

type Grants = AccountPlan["grants"];

/** Granted shares vest every so many months, the first time in March. */
export const VESTING_MONTHS = 3;
const QUARTERS = 16;
const FIRST_YEAR = 2020;

/** The shares that vest in a month, counted from January 2020: one part of each grant of the past four years. */
export function vestingInMonth(grants: Grants, index: number): Exact {
  if (grants === null) return new Exact(0);
  const granted = Math.floor(index / 12) + 1;
  return new Exact(grants.sharesPerQuarter).times(Math.min(granted, (QUARTERS * VESTING_MONTHS) / 12));
}

/** The shares granted up to an instant that have not vested in any of the entries. */
export function unvestedAt(grants: Grants, entries: readonly Entry[], instantMs: number): Exact {
  if (grants === null) return new Exact(0);
  const granted = new Date(instantMs).getUTCFullYear() - FIRST_YEAR + 1;
  const vested = entries.filter(({ type }) => type === "transfer").map(({ quantity }) => quantity);
  return vested.reduce(
    (rest, quantity) => rest.minus(quantity),
    new Exact(grants.sharesPerQuarter).times(QUARTERS * Math.max(0, granted)),
  );
}
