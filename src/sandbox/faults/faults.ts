import type { Fault, FaultEffect } from "@/sandbox/faults/fault";
import { createRateLimit, type RateLimit } from "@/sandbox/faults/rate-limit";

export type Faults = {
  add(fault: Fault, nowMs: number): void;
  /** All of them, or those that are about one Item alone. */
  clear(itemId?: string): void;
  strike(call: { path: string; itemId: string | null }, nowMs: number): FaultEffect[];
};

type Active = { fault: Fault; seen: number; endsAtMs: number; limit: RateLimit | null };

/** No faults to begin with. `strike` counts a call and gives the effects due on it, in the order they were added. */
export function createFaults(): Faults {
  let active: Active[] = [];
  return {
    add(fault, nowMs) {
      const limit = fault.kind === "limit" ? createRateLimit(fault.perMinute) : null;
      active.push({ fault, seen: 0, endsAtMs: nowMs + (fault.forMs ?? Number.POSITIVE_INFINITY), limit });
    },
    clear(itemId) {
      active = itemId === undefined ? [] : active.filter(({ fault }) => fault.itemId !== itemId);
    },
    strike(call, nowMs) {
      active = active.filter(({ endsAtMs }) => nowMs < endsAtMs);
      const due = active.filter((entry) => {
        if (!isAbout(entry.fault, call)) return false;
        entry.seen += 1;
        return isDue(entry.fault, entry.seen);
      });
      active = active.filter(({ fault, seen }) => seen < lastOf(fault));
      return due.flatMap(({ fault, limit }) => (limit ? limit.refusal(call, nowMs) : [fault]));
    },
  };
}

function isAbout(fault: Fault, { path, itemId }: { path: string; itemId: string | null }): boolean {
  return (fault.path === "*" || fault.path === path) && (fault.itemId === undefined || fault.itemId === itemId);
}

function lastOf({ nth = 1, times = 1 }: Fault): number {
  return times === "always" ? Number.POSITIVE_INFINITY : nth + times - 1;
}

function isDue(fault: Fault, seen: number): boolean {
  return seen >= (fault.nth ?? 1) && seen <= lastOf(fault);
}
