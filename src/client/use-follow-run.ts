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
  const [streamed, setStreamed] = useState<RefreshRunProgress | null>(null);
  const known = streamed?.runId === runId ? streamed : null;
  const input = runId !== null && isSeen && known?.status !== "done" ? { runId } : skipToken;
  const { status } = trpc.refreshes.followRun.useSubscription(input, {
    onData: (news) => setStreamed((before) => mergeProgress(before, news)),
  });
  const isCutOff = input !== skipToken && status !== "pending";
  const { data: asked } = trpc.refreshes.getRun.useQuery(isCutOff ? input : skipToken, {
    refetchInterval: CUT_OFF_MS,
    meta: { showsOwnError: true },
  });
  return isCutOff && asked ? asked : known;
}
