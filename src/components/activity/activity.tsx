"use client";

import { useCallback } from "react";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { useConnections } from "@/client/use-connections";
import { ImportingPanel } from "@/components/portfolio/importing-panel";
import { FailureNotice } from "@/components/states/failure-notice";
import { NoBrokerage } from "@/components/states/no-brokerage";
import type { ActivityFilterInput } from "@/contracts/activity";
import { ActivityHeading } from "./activity-heading";
import { ActivitySkeleton } from "./activity-skeleton";
import { ActivityView } from "./activity-view";
import { useActivityUrl } from "./use-activity-url";

export function Activity() {
  const { portfolio } = trpc.useUtils();
  // The answer is on its way while what was asked for is rendered.
  const onAsked = useCallback(
    (filter: ActivityFilterInput) => void portfolio.activity.prefetchInfinite(filter),
    [portfolio],
  );
  const url = useActivityUrl(onAsked);
  const connections = useConnections();
  const query = trpc.portfolio.activity.useInfiniteQuery(url.filter, {
    getNextPageParam: (page) => page.nextCursor,
    // The rows of the filter before stay until the new ones are there, so that nothing jumps.
    placeholderData: (previous) => previous,
  });
  const { data, error, refetch } = query;
  return (
    <>
      <ActivityHeading />
      {connections.data?.length === 0 ? (
        <NoBrokerage />
      ) : data ? (
        <div className="grid grid-cols-1 gap-5">
          <ImportingPanel />
          <ActivityView url={url} query={query} pages={data.pages} />
        </div>
      ) : error ? (
        <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
      ) : (
        <ActivitySkeleton />
      )}
    </>
  );
}
