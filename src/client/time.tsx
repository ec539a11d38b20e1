"use client";

import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";

const TICK_MS = 15_000;
const RenderedIn = createContext({ nowMs: 0, timeZone: "UTC" });

/** Instant and zone of the server's rendering, which the browser repeats exactly before it goes on with its own. */
export function TimeProvider({ nowMs, timeZone, children }: { nowMs: number; timeZone: string; children: ReactNode }) {
  return <RenderedIn value={useMemo(() => ({ nowMs, timeZone }), [nowMs, timeZone])}>{children}</RenderedIn>;
}

function subscribeToTicks(onTick: () => void): () => void {
  const timer = setInterval(onTick, TICK_MS);
  return () => clearInterval(timer);
}

const subscribeToNothing = () => () => {};
// Whole ticks, so that two readings within one tick are equal, as React demands of a store.
const currentTick = () => Math.floor(Date.now() / TICK_MS) * TICK_MS + TICK_MS - 1;
const browserTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The present in ms, at most 15 s off: the server's at first, the browser's afterwards. */
export function useNow(): number {
  const { nowMs } = useContext(RenderedIn);
  return useSyncExternalStore(subscribeToTicks, currentTick, () => nowMs);
}

/** The zone in which instants are told: the installation's at first, the browser's afterwards. */
export function useTimeZone(): string {
  const { timeZone } = useContext(RenderedIn);
  return useSyncExternalStore(subscribeToNothing, browserTimeZone, () => timeZone);
}
