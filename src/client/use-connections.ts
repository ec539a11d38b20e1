"use client";

import type { ConnectionCard } from "@/contracts/items";
import { isImporting } from "./importing";
import { useRefreshState } from "./refresh-session";
import { trpc } from "./trpc";

const REFRESHING_MS = 700;
const IMPORTING_MS = 1_000;
const IDLE_MS = 30_000;
const DESCRIPTION_MS = 120_000;

/** What Plaid says of a new Item (its brokerage's name, when its consent ends) comes by itself, often after the import. */
function isBeingDescribed({ providerUpdatedAt, linkedAt }: ConnectionCard): boolean {
  return providerUpdatedAt === null && Date.now() - Date.parse(linkedAt) < DESCRIPTION_MS;
}

function pollEvery(cards: readonly ConnectionCard[] | undefined, isRefreshing: boolean): number {
  if (isRefreshing) return REFRESHING_MS;
  return cards?.some((card) => card.progress !== null || isImporting(card) || isBeingDescribed(card))
    ? IMPORTING_MS
    : IDLE_MS;
}

/** The linked brokerages, asked for often while one of them is at work and now and then otherwise. */
export function useConnections() {
  const isRefreshing = useRefreshState().phase === "running";
  return trpc.items.list.useQuery(undefined, {
    refetchInterval: (query) => pollEvery(query.state.data, isRefreshing),
    // A poll that fails is followed by the next one; the refresh itself tells when it failed.
    meta: { showsOwnError: true },
  });
}
