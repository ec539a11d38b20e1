"use client";

import type { SortingState } from "@tanstack/react-table";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { COLUMN_IDS } from "./holding-columns";

const DEFAULT_SORT: SortingState = [{ id: "value", desc: true }];

/** `-value` is the largest value first, `security` from A to Z; anything unknown is the default. */
export function parseSort(text: string | null): SortingState {
  const desc = text?.startsWith("-") ?? false;
  const id = COLUMN_IDS.find((known) => known === (desc ? text?.slice(1) : text));
  return id ? [{ id, desc }] : DEFAULT_SORT;
}

export function writeSort(sorting: SortingState): string {
  const { id, desc } = sorting[0] ?? DEFAULT_SORT[0] ?? { id: "value", desc: true };
  return `${desc ? "-" : ""}${id}`;
}

/** Search and order of the table, kept in the address so that a view can be kept and shared. */
export function useHoldingsUrl() {
  const params = useSearchParams();
  const query = params.get("q") ?? "";
  const sortText = params.get("sort");
  const sorting = useMemo(() => parseSort(sortText), [sortText]);

  // The history API, not the router: nothing has to be fetched for a search or a new order.
  const write = useCallback((name: "q" | "sort", value: string) => {
    const url = new URL(window.location.href);
    if (value === "" || (name === "sort" && value === writeSort(DEFAULT_SORT))) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    window.history.replaceState(null, "", url);
  }, []);

  return {
    query,
    sorting,
    setQuery: useCallback((value: string) => write("q", value), [write]),
    setSorting: useCallback((value: SortingState) => write("sort", writeSort(value)), [write]),
  };
}
