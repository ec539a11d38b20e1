import type { Store } from "@/sandbox/state";

/** The sandbox's time: real time plus a stored offset, so it runs on and survives a restart. */
export type Clock = { now(): Date; set(instant: Date | null): void };

/** A clock over the offset kept in `store`; `set(null)` returns to real time. */
export function createClock(store: Store): Clock {
  return {
    now: () => new Date(Date.now() + store.state.clockOffsetMs),
    set(instant) {
      store.state.clockOffsetMs = instant === null ? 0 : instant.getTime() - Date.now();
      store.save();
    },
  };
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** The UTC calendar date of an instant as YYYY-MM-DD. */
export function isoDate(instantMs: number): string {
  return new Date(instantMs).toISOString().slice(0, 10);
}
