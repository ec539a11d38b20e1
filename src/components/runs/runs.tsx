"use client";

import { History, SearchX } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { setUrlParams } from "@/client/url-state";
import { DownloadCsvButton } from "@/components/download-csv-button";
import { ConnectionTabs } from "@/components/items/connection-tabs";
import { EmptyState } from "@/components/states/empty-state";
import { FailureNotice } from "@/components/states/failure-notice";
import { MoreRows } from "@/components/states/more-rows";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { RunCards } from "./run-cards";
import { runsCsv } from "./runs-csv";
import { RunsFilters } from "./runs-filters";
import { RunsHeading } from "./runs-heading";
import { parseRunsParams } from "./runs-params";
import { RunsSkeleton } from "./runs-skeleton";
import { RunsTable } from "./runs-table";

const clear = () => setUrlParams({ result: "", trigger: "" }, "push");

export function Runs() {
  const params = useSearchParams();
  const filter = useMemo(() => parseRunsParams((name) => params.get(name)), [params]);
  const query = trpc.refreshes.listRuns.useInfiniteQuery(filter, {
    getNextPageParam: (page) => page.nextCursor,
    // The rows of the filter before stay until the new ones are there, so that nothing jumps.
    placeholderData: (previous) => previous,
  });
  const { data, error, refetch, fetchNextPage, isPlaceholderData } = query;
  const load = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const runs = useMemo(() => data?.pages.flatMap((page) => page.runs), [data]);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <RunsHeading />
      <ConnectionTabs />
      <RunsFilters filter={filter}>
        <DownloadCsvButton name="refreshes" isEmpty={!runs?.length} write={() => runsCsv(runs ?? [])} />
      </RunsFilters>
      {!runs &&
        (error ? <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} /> : <RunsSkeleton />)}
      {runs?.length === 0 && !isFiltered && (
        <EmptyState icon={<History aria-hidden />} title="No refresh yet">
          The first one follows when a brokerage is linked.
        </EmptyState>
      )}
      {runs?.length === 0 && isFiltered && (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title="No refresh matches"
          action={<Button onClick={clear}>Clear filters</Button>}
        >
          Refreshes are kept for 90 days; none of them fulfils both filters.
        </EmptyState>
      )}
      {runs && runs.length > 0 && (
        <div aria-busy={isPlaceholderData} className={cn(isPlaceholderData && "opacity-60")}>
          <RunsTable runs={runs} />
          <RunCards runs={runs} />
        </div>
      )}
      <MoreRows query={query} onLoad={load} />
    </>
  );
}
