import { createHash } from "node:crypto";
import type { AccessToken } from "./access-token";
import type { Deadline } from "./deadline";
import type { CallLimits } from "./limits";

const WINDOW_MS = 60_000;
/** Windows of Items are looked through for idle ones when there are so many more. */
const CLEAN_EVERY = 1_000;

/** When the latest calls began or will begin, oldest first: at most `limit` of them within any minute. */
class CallWindow {
  readonly #limit: number;
  #begins: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The first moment, from `now` on, at which one more call is within the limit. */
  next(now: number): number {
    const before = this.#begins[this.#begins.length - this.#limit];
    return before === undefined ? now : Math.max(now, before + WINDOW_MS);
  }

  add(at: number): void {
    // Cut back now and then: a shift with each call would move the whole list.
    if (this.#begins.length >= 2 * this.#limit) this.#begins = this.#begins.slice(-this.#limit);
    let place = this.#begins.length;
    while (place > 0 && (this.#begins[place - 1] ?? 0) > at) place -= 1;
    this.#begins.splice(place, 0, at);
  }

  countSince(since: number): number {
    return this.#begins.filter((at) => at > since).length;
  }

  isIdle(now: number): boolean {
    return (this.#begins.at(-1) ?? 0) + WINDOW_MS <= now;
  }
}

/** What keeps one process within Plaid's limits. */
export type Limiter = {
  /** Waits for a place of the call's endpoint and Item; false when the deadline comes first, and then at once. */
  admit(path: string, item: AccessToken | undefined, deadline: Deadline): Promise<boolean>;
  /** Plaid refused the call for its limit: unless the Item alone is the reason, the endpoint rests for a minute. */
  refused(path: string, item: AccessToken | undefined): void;
};

export const UNLIMITED: Limiter = { admit: async () => true, refused: () => {} };

export function createLimiter(limits: CallLimits, now: () => number = () => performance.now()): Limiter {
  const clients = new Map<string, CallWindow>();
  const items = new Map<string, CallWindow>();
  const restsUntil = new Map<string, number>();
  let cleanAt = CLEAN_EVERY;

  function windowOf(windows: Map<string, CallWindow>, key: string, limit: number): CallWindow {
    const window = windows.get(key) ?? new CallWindow(limit);
    windows.set(key, window);
    return window;
  }

  function clean(): void {
    if (items.size < cleanAt) return;
    for (const [key, window] of items) if (window.isIdle(now())) items.delete(key);
    cleanAt = items.size + CLEAN_EVERY;
  }

  const keyOf = (path: string, item: AccessToken) => `${path} ${createHash("sha256").update(item).digest("base64")}`;

  return {
    async admit(path, item, deadline) {
      const limit = limits[path];
      if (!limit) return true;
      clean();
      const client = windowOf(clients, path, limit.perClient);
      const own = item && limit.perItem !== null ? windowOf(items, keyOf(path, item), limit.perItem) : null;
      const from = Math.max(now(), restsUntil.get(path) ?? 0);
      const at = client.next(Math.max(from, own?.next(from) ?? 0));
      const waitMs = at - now();
      if (waitMs > deadline.remainingMs()) return false;
      client.add(at);
      own?.add(at);
      if (waitMs > 0) await pause(waitMs, deadline.signal);
      return !deadline.signal.aborted;
    },

    refused(path, item) {
      const limit = limits[path];
      if (!limit) return;
      // Other processes call for the same Item: a good part of its limit is enough to put it down to the Item.
      const own = item && limit.perItem !== null ? items.get(keyOf(path, item)) : undefined;
      const isItems = own && limit.perItem !== null && own.countSince(now() - WINDOW_MS) * 4 >= limit.perItem;
      if (!isItems) restsUntil.set(path, now() + WINDOW_MS);
    },
  };
}

/** Ends after `ms`, or with the signal. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
