"use client";

import { skipToken } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import type { RefreshRunProgress } from "@/contracts/refresh-history";
import { mergeProgress } from "./run-progress";
import { trpc } from "./trpc";

const CUT_OFF_MS = 5_000;

function subscribeToVisibility(onChange: () => void): () => void {
  document.addEventListener("visibilitychange", onChange);
  return () => document.removeEventListener("visibilitychange", onChange);
}

const isVisible = () => document.visibilityState === "visible";
const isNeverVisible = () => false;

/**
 * A refresh run as it goes on, streamed by the server; null until the first news. Where the stream does not come through, the run
 * is asked for now and then instead. A browser opens six connections to one server in all its tabs, so a tab that nobody looks
 * at gives its own up, and catches up when it is looked at again.
 */
export function useFollowRun(runId: string | null): RefreshRunProgress | null {
  const isSeen = useSyncExternalStore(subscribeToVisibility, isVisible, isNeverVisible);
  const [streamed, setStreamed] = useState<{ run: RefreshRunProgress; atMs: number } | null>(null);
  const known = streamed?.run.runId === runId ? streamed.run : null;
  const input = runId !== null && isSeen && known?.status !== "done" ? { runId } : skipToken;
  const { status } = trpc.refreshes.followRun.useSubscription(input, {
    onData: (news) => setStreamed((before) => ({ run: mergeProgress(before?.run ?? null, news), atMs: Date.now() })),
  });
  const isCutOff = input !== skipToken && status !== "pending";
  const { data: asked, dataUpdatedAt } = trpc.refreshes.getRun.useQuery(isCutOff ? input : skipToken, {
    refetchInterval: CUT_OFF_MS,
    meta: { showsOwnError: true },
  });
  // An answer of earlier on may still be in the cache.
  const isNewer = known === null || dataUpdatedAt > (streamed?.atMs ?? 0);
  return isCutOff && asked && isNewer ? asked : known;
}
