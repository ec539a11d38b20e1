"use client";

import { trpc } from "./trpc";

const EVERY_MS = 30_000;

/**
 * All that needs a look; a failure to ask is told where the list stands. It is asked for anew now and then: what a page came with may
 * be a moment older than the brokerages that it came with, whose changes tell of the rest.
 */
export function useAttention() {
  return trpc.items.attention.useQuery(undefined, { meta: { showsOwnError: true }, refetchInterval: EVERY_MS });
}
