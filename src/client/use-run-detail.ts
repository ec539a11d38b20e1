"use client";

import { useEffect } from "react";
import { trpc } from "./trpc";
import { useFollowRun } from "./use-follow-run";

/** One refresh run with its Items and changes, followed until it is done. */
export function useRunDetail(runId: string) {
  const utils = trpc.useUtils();
  const query = trpc.refreshes.getRun.useQuery({ runId });
  const { data, refetch } = query;
  const run = useFollowRun(data && data.status !== "done" ? runId : null);
  const isNewlyDone = run?.status === "done";
  useEffect(() => {
    if (!isNewlyDone) return;
    void refetch();
    void utils.refreshes.listChanges.invalidate({ runId });
  }, [isNewlyDone, refetch, utils, runId]);
  return { ...query, data: data && run ? { ...data, ...run } : data };
}
