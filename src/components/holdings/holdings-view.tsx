"use client";

import { Search, SearchX, X } from "lucide-react";
import { EmptyState } from "@/components/states/empty-state";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { HoldingsList } from "@/contracts/portfolio";
import { HoldingCards } from "./holding-cards";
import { HoldingsTable } from "./holdings-table";
import { useHoldingsUrl } from "./holdings-url";
import { SortSelect } from "./sort-select";
import { useHoldingsTable } from "./use-holdings-table";
import { useIsWide } from "./use-is-wide";

/** Search and table; below the width that a table needs, the same rows as cards. */
export function HoldingsView({ list }: { list: HoldingsList }) {
  const { query, sorting, setQuery, setSorting } = useHoldingsUrl();
  const isWide = useIsWide();
  const view = useHoldingsTable({ rows: list.rows, totals: list.totals, query, sorting, onSortingChange: setSorting });
  const isFiltered = query.trim() !== "";
  // A search shows some of the rows: totals of all of them would be read as their sum.
  const totals = isFiltered ? [] : list.totals;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <SearchField query={query} onQueryChange={setQuery} />
        <SortSelect sorting={sorting} onSortingChange={setSorting} />
        <p role="status" className="text-sm text-muted tabular-nums lg:ml-auto">
          {isFiltered
            ? `${view.matchCount} of ${list.rows.length}`
            : `${list.rows.length} ${list.rows.length === 1 ? "holding" : "holdings"}`}
        </p>
      </div>
      {view.matchCount === 0 && isFiltered && (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title="No holding matches"
          action={<Button onClick={() => setQuery("")}>Clear search</Button>}
        >
          Nothing in ticker, name, type, account or brokerage contains “{query.trim()}”.
        </EmptyState>
      )}
      {view.matchCount === 0 && !isFiltered && (
        <EmptyState icon={<SearchX aria-hidden />} title="No holdings">
          The linked brokerages show no positions and no cash.
        </EmptyState>
      )}
      {view.matchCount > 0 && isWide !== false && (
        <HoldingsTable table={view.table} groups={view.groups} totals={totals} />
      )}
      {view.matchCount > 0 && isWide !== true && <HoldingCards groups={view.groups} totals={totals} />}
    </div>
  );
}

function SearchField({ query, onQueryChange }: { query: string; onQueryChange: (query: string) => void }) {
  return (
    <div className="relative w-full sm:w-80">
      <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-muted" />
      <Input
        type="search"
        aria-label="Search holdings"
        placeholder="Search holdings"
        value={query}
        onChange={(event) => onQueryChange(event.target.value)}
        className="px-9 [&::-webkit-search-cancel-button]:hidden"
      />
      {query !== "" && (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label="Clear search"
          onClick={() => onQueryChange("")}
          className="absolute top-1 right-1"
        >
          <X aria-hidden />
        </Button>
      )}
    </div>
  );
}
