import type { FaultEffect } from "@/sandbox/faults/fault";

type Limit = { code: string; perItem: number; perClient: number };
export type RateLimit = { refusal(call: { path: string; itemId: string | null }, nowMs: number): FaultEffect[] };

const MINUTE_MS = 60_000;
const UNLIMITED = Number.POSITIVE_INFINITY;

/** Calls a minute that Plaid publishes for its sandbox, and the code of the refusal. */
const PUBLISHED: Readonly<Record<string, Limit>> = {
  "/investments/holdings/get": { code: "INVESTMENT_HOLDINGS_GET_LIMIT", perItem: 100, perClient: 1_000 },
  "/investments/transactions/get": { code: "INVESTMENT_TRANSACTIONS_LIMIT", perItem: 100, perClient: 1_000 },
  "/investments/refresh": { code: "RATE_LIMIT", perItem: 1, perClient: 100 },
  "/accounts/get": { code: "ACCOUNTS_LIMIT", perItem: 100, perClient: 5_000 },
  "/item/get": { code: "ITEM_GET_LIMIT", perItem: 40, perClient: 5_000 },
  "/item/remove": { code: "RATE_LIMIT", perItem: 100, perClient: 500 },
  "/institutions/get_by_id": { code: "INSTITUTIONS_GET_BY_ID_LIMIT", perItem: UNLIMITED, perClient: 400 },
};
const ELSEWHERE: Limit = { code: "RATE_LIMIT", perItem: UNLIMITED, perClient: UNLIMITED };

/** Token buckets for each path, and each path and Item, that fill up within a minute; `perMinute` replaces what Plaid publishes. */
export function createRateLimit(perMinute: number | undefined): RateLimit {
  const buckets = new Map<string, { tokens: number; atMs: number }>();

  function take(key: string, size: number, nowMs: number): boolean {
    const { tokens, atMs } = buckets.get(key) ?? { tokens: size, atMs: nowMs };
    const filled = Math.min(size, tokens + ((nowMs - atMs) * size) / MINUTE_MS);
    const isFree = filled >= 1;
    buckets.set(key, { tokens: isFree ? filled - 1 : filled, atMs: nowMs });
    return isFree;
  }

  return {
    refusal({ path, itemId }, nowMs) {
      const { code, perItem, perClient } = PUBLISHED[path] ?? ELSEWHERE;
      const sizes: [key: string, size: number][] =
        perMinute === undefined
          ? [
              [path, perClient],
              [`${path} ${itemId}`, perItem],
            ]
          : [[`${path} ${itemId}`, perMinute]];
      const isFree = sizes.every(([key, size]) => size === UNLIMITED || take(key, size, nowMs));
      return isFree ? [] : [{ kind: "error", code, status: 429, type: "RATE_LIMIT_EXCEEDED" }];
    },
  };
}
