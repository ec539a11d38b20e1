"use client";

import { trpc } from "./trpc";

const RUNNING_MS = 1_000;

/** One refresh run with its Items and changes, followed until it is done. */
export function useRunDetail(runId: string | null) {
  return trpc.refreshes.getRun.useQuery(
    { runId: runId ?? "" },
    {
      enabled: runId !== null,
      refetchInterval: (query) => (query.state.data && query.state.data.status !== "done" ? RUNNING_MS : false),
    },
  );
}
