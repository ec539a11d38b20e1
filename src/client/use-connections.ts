"use client";

import { useCallback } from "react";
import type { ConnectionCard } from "@/contracts/items";
import { useFollowedRun } from "./refresh-session";
import { withProgress } from "./run-progress";
import { trpc } from "./trpc";

/** The linked brokerages, with the newest that is known of the run that is followed. */
export function useConnections() {
  const run = useFollowedRun();
  const select = useCallback((cards: ConnectionCard[]) => (run ? withProgress(cards, run) : cards), [run]);
  return trpc.items.list.useQuery(undefined, { select, meta: { showsOwnError: true } });
}
