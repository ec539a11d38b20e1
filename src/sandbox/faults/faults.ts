import type { Delay, Fault, FaultEffect } from "@/sandbox/faults/fault";
import { createRateLimit, type RateLimit } from "@/sandbox/faults/rate-limit";
import { createSchedule, type Schedule } from "@/sandbox/faults/schedule";

type PlaidCall = { path: string; itemId: string | null };

/** Faults on calls to Plaid paths. */
export type Faults = Pick<Schedule<Fault, PlaidCall>, "add" | "clear"> & {
  /** Counts a call and gives the effects due on it, in the order they were added. */
  strike(call: PlaidCall, nowMs: number): FaultEffect[];
  /** Resolves when a delay that was struck is over. */
  outlast(delay: Delay): Promise<void>;
  /** Items whose transactions were PRODUCT_NOT_READY and are so no more; each is given once. */
  takeReady(nowMs: number): string[];
};

const TRANSACTIONS = "/investments/transactions/get";

/** No faults to begin with. */
export function createFaults(): Faults {
  const schedule = createSchedule((fault: Fault, { path }: PlaidCall) => fault.path === "*" || fault.path === path);
  const limits = new WeakMap<Fault, RateLimit>();
  const waiting = new Set<string>();
  const delays = new Set<{ itemId: string | undefined; end: () => void }>();
  const effectsOf = (fault: Fault, call: PlaidCall, nowMs: number): FaultEffect[] => {
    if (fault.kind !== "limit") return [fault];
    const limit = limits.get(fault) ?? createRateLimit(fault.perMinute);
    limits.set(fault, limit);
    return limit.refusal(call, nowMs);
  };
  return {
    add: schedule.add,
    clear(itemId) {
      schedule.clear(itemId);
      for (const delay of delays) if (itemId === undefined || delay.itemId === itemId) delay.end();
    },
    outlast: ({ delayMs, itemId }: Delay & { itemId?: string | undefined }) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          delays.delete(delay);
          resolve();
        };
        const timer = setTimeout(end, delayMs).unref();
        const delay = { itemId, end };
        delays.add(delay);
      }),
    strike(call, nowMs) {
      const due = schedule.strike(call, nowMs);
      if (call.path === TRANSACTIONS && call.itemId !== null && due.some(isNotReady)) waiting.add(call.itemId);
      return due.flatMap((fault) => effectsOf(fault, call, nowMs));
    },
    takeReady(nowMs) {
      const ready = [...waiting].filter(
        (itemId) => !schedule.peek({ path: TRANSACTIONS, itemId }, nowMs).some(isNotReady),
      );
      for (const itemId of ready) waiting.delete(itemId);
      return ready;
    },
  };
}

function isNotReady(fault: Fault): boolean {
  return fault.kind === "error" && fault.code === "PRODUCT_NOT_READY";
}
