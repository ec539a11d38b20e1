"use client";

import { ArrowLeftRight, SearchX, X } from "lucide-react";
import { useCallback, useMemo } from "react";
import { DownloadCsvButton } from "@/components/download-csv-button";
import { useIsWide } from "@/components/holdings/use-is-wide";
import { EmptyState } from "@/components/states/empty-state";
import { type EndlessQuery, MoreRows } from "@/components/states/more-rows";
import { NothingStored } from "@/components/states/nothing-stored";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import type { ActivityPage, ActivityRow } from "@/contracts/activity";
import { ActivityCards } from "./activity-cards";
import { activityCsv } from "./activity-csv";
import { ActivityFilters } from "./activity-filters";
import { ActivityTable } from "./activity-table";
import { activityTitle, toLines } from "./activity-texts";
import type { ActivityUrl } from "./use-activity-url";

export type ActivityQueryState = EndlessQuery & { fetchNextPage: () => Promise<unknown> };

/** Filters and rows; below the width that a table needs, the same rows as cards. */
export function ActivityView({
  url,
  query,
  pages,
}: {
  url: ActivityUrl;
  query: ActivityQueryState;
  pages: readonly ActivityPage[];
}) {
  const isWide = useIsWide();
  const { filter, isFiltered, setParam, clear } = url;
  const lines = useMemo(() => toLines(pages.flatMap((page) => page.rows)), [pages]);
  const rows = useMemo(() => lines.map(({ row }) => row), [lines]);
  const onSecurity = useCallback((securityId: string) => setParam("security", securityId), [setParam]);
  const { fetchNextPage } = query;
  const load = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const isEmpty = rows.length === 0;
  return (
    <div className="grid grid-cols-1 gap-4">
      <ActivityFilters url={url}>
        <div className="ml-auto">
          <DownloadCsvButton name="activity" isEmpty={isEmpty} write={() => activityCsv(rows)} />
        </div>
      </ActivityFilters>
      <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="text-sm text-muted tabular-nums">
          {shownText(rows.length, query.hasNextPage)}
        </p>
        {filter.securityId && (
          <Button size="sm" onClick={() => setParam("security", "")}>
            Only {securityText(rows, filter.securityId)}
            <X aria-hidden />
            <span className="sr-only">: show all securities</span>
          </Button>
        )}
        {isFiltered && !isEmpty && (
          <Button size="sm" variant="ghost" onClick={clear}>
            Clear filters
          </Button>
        )}
      </div>
      {isEmpty && isFiltered && (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title="No transaction matches"
          action={<Button onClick={clear}>Clear filters</Button>}
        >
          No stored transaction fulfils all of these filters.
        </EmptyState>
      )}
      {isEmpty && !isFiltered && !query.isFetching && (
        <NothingStored icon={<ArrowLeftRight aria-hidden />} title="No transactions yet">
          Plaid gives up to 24 months of transactions.
        </NothingStored>
      )}
      {!isEmpty && (
        <div aria-busy={query.isPlaceholderData} className={cn(query.isPlaceholderData && "opacity-60")}>
          {isWide !== false && <ActivityTable lines={lines} isComplete={!query.hasNextPage} onSecurity={onSecurity} />}
          {isWide !== true && <ActivityCards lines={lines} onSecurity={onSecurity} />}
        </div>
      )}
      <MoreRows query={query} onLoad={load} />
    </div>
  );
}

function shownText(count: number, hasMore: boolean): string {
  const noun = count === 1 ? "transaction" : "transactions";
  return hasMore ? `The newest ${count} ${noun}` : `${count} ${noun}`;
}

function securityText(rows: readonly ActivityRow[], securityId: string): string {
  const row = rows.find((one) => one.securityId === securityId);
  return row ? activityTitle(row) : "one security";
}
