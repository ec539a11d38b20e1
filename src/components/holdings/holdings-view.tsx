"use client";

import { SearchX } from "lucide-react";
import { useCallback, useMemo } from "react";
import { readFailure } from "@/client/failure";
import { DownloadCsvButton } from "@/components/download-csv-button";
import { EmptyState } from "@/components/states/empty-state";
import { FailureNotice } from "@/components/states/failure-notice";
import { NothingStored } from "@/components/states/nothing-stored";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import type { HoldingsList } from "@/contracts/holdings";
import { AsOfNotice } from "./as-of-notice";
import { columnLengths } from "./column-lengths";
import { footerTotals } from "./footer-totals";
import { HoldingCards } from "./holding-cards";
import { toEntries } from "./holding-entries";
import { countText } from "./holding-texts";
import { holdingsCsv } from "./holdings-csv";
import { HoldingsGrid } from "./holdings-grid";
import { HoldingsToolbar } from "./holdings-toolbar";
import { useAllHoldings } from "./use-all-holdings";
import type { HoldingsUrl } from "./use-holdings-url";
import { useIsWide } from "./use-is-wide";

/** What the page needs to know of its query, which is tRPC's and has a type of its own. */
export type HoldingsQueryState = {
  error: unknown;
  hasNextPage: boolean;
  /** Also for what is there already. */
  isFetching: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  isPlaceholderData: boolean;
  fetchNextPage: () => Promise<unknown>;
};

/** Filters and rows; below the width that a table needs, the same rows as cards. */
export function HoldingsView({
  url,
  query,
  pages,
}: {
  url: HoldingsUrl;
  query: HoldingsQueryState;
  pages: readonly [HoldingsList, ...HoldingsList[]];
}) {
  const isWide = useIsWide();
  const readAll = useAllHoldings();
  const { asked, isFiltered, closed, columns, clearFilters } = url;
  const [first] = pages;
  const grouping = asked.groupBy ?? "none";
  const hasManyCurrencies = first.totals.length > 1;
  const hasHeads = grouping !== "none" || hasManyCurrencies;
  const entries = useMemo(() => toEntries(pages, { closed, hasHeads }), [pages, closed, hasHeads]);
  const totals = useMemo(() => footerTotals(first, isFiltered), [first, isFiltered]);
  const lengths = useMemo(() => columnLengths(totals, pages), [totals, pages]);
  const count = totals.reduce((sum, { of }) => sum + of.count, 0);
  const { hasNextPage, isFetching, isFetchingNextPage, isFetchNextPageError, isPlaceholderData, fetchNextPage } = query;
  const load = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const canLoad = hasNextPage && !isFetching && !isFetchNextPageError && !isPlaceholderData;
  const list = { entries, totals, url, grouping, hasManyCurrencies, onNearEnd: canLoad ? load : null };
  return (
    <div className="grid grid-cols-1 gap-4">
      {first.asOf && <AsOfNotice asOf={first.asOf} onToday={() => url.set("as_of", "")} />}
      <HoldingsToolbar url={url} list={first}>
        <DownloadCsvButton
          name="holdings"
          date={first.asOf?.date ?? null}
          isEmpty={count === 0}
          write={async () => holdingsCsv(await readAll(asked), columns)}
        />
      </HoldingsToolbar>
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2">
        <p role="status" className="text-sm text-muted tabular-nums">
          {isFiltered ? `${count.toLocaleString("en")} matching` : countText(count)}
        </p>
        {isFiltered && count > 0 && (
          <Button size="sm" variant="ghost" onClick={clearFilters}>
            Clear filters
          </Button>
        )}
      </div>
      {count === 0 && !isPlaceholderData && (
        <NothingToShow list={first} isFiltered={isFiltered} onClear={clearFilters} />
      )}
      {count > 0 && (
        <div aria-busy={isPlaceholderData} className={cn("min-w-0", isPlaceholderData && "opacity-60")}>
          {isWide !== false && <HoldingsGrid {...list} lengths={lengths} isComplete={!hasNextPage} />}
          {isWide !== true && <HoldingCards {...list} />}
        </div>
      )}
      {isFetchNextPageError && !isFetchingNextPage && (
        <FailureNotice failure={readFailure(query.error)} onRetry={load} />
      )}
    </div>
  );
}

function NothingToShow({
  list,
  isFiltered,
  onClear,
}: {
  list: HoldingsList;
  isFiltered: boolean;
  onClear: () => void;
}) {
  if (isFiltered) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="No holding matches"
        action={<Button onClick={onClear}>Clear filters</Button>}
      >
        No holding fulfils all of these filters.
      </EmptyState>
    );
  }
  if (list.asOf) {
    return (
      <EmptyState icon={<SearchX aria-hidden />} title="No holdings">
        Nothing is known of that day.
      </EmptyState>
    );
  }
  return <NothingStored icon={<SearchX aria-hidden />} title="No holdings" />;
}
