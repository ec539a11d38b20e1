"use client";

import { History } from "lucide-react";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { ConnectionTabs } from "@/components/items/connection-tabs";
import { EmptyState } from "@/components/states/empty-state";
import { FailureNotice } from "@/components/states/failure-notice";
import { PageHeading } from "@/components/states/page-heading";
import { Button } from "@/components/ui/button";
import { RunCards } from "./run-cards";
import { RunsSkeleton } from "./runs-skeleton";
import { RunsTable } from "./runs-table";

export function Runs() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    trpc.refreshes.listRuns.useInfiniteQuery({}, { getNextPageParam: (page) => page.nextCursor });
  const runs = data?.pages.flatMap((page) => page.runs);
  return (
    <>
      <PageHeading title="Refresh history">Every refresh, whoever asked for it, with what it changed.</PageHeading>
      <ConnectionTabs />
      {!runs &&
        (error ? <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} /> : <RunsSkeleton />)}
      {runs?.length === 0 && (
        <EmptyState icon={<History aria-hidden />} title="No refresh yet">
          The first one follows when a brokerage is linked.
        </EmptyState>
      )}
      {runs && runs.length > 0 && (
        <>
          <RunsTable runs={runs} />
          <RunCards runs={runs} />
        </>
      )}
      {hasNextPage && (
        <div className="mt-5 flex justify-center">
          <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </>
  );
}
