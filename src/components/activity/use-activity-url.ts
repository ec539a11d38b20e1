"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { ACTIVITY_PARAMS, type ActivityParam, parseActivityParams } from "./activity-params";

/** What is typed letter by letter: longer is not another place to go back to. */
const TYPED: readonly ActivityParam[] = ["q", "min"];

/** The filter, kept in the address: a view can be kept and shared, and Back leads to the one before. */
export function useActivityUrl() {
  const params = useSearchParams();
  const read = useCallback((name: ActivityParam | "scope") => params.get(name), [params]);
  const filter = useMemo(() => parseActivityParams(read), [read]);

  const setParam = useCallback((name: ActivityParam, value: string) => {
    const url = new URL(window.location.href);
    const before = url.searchParams.get(name) ?? "";
    if (value === before) return;
    if (value === "") url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    const isRefined = TYPED.includes(name) && before !== "" && value !== "";
    // The history API, not the router: the rows come by a query of their own.
    window.history[isRefined ? "replaceState" : "pushState"](null, "", url);
  }, []);

  const clear = useCallback(() => {
    const url = new URL(window.location.href);
    for (const name of ACTIVITY_PARAMS) url.searchParams.delete(name);
    window.history.pushState(null, "", url);
  }, []);

  const isFiltered = Object.keys(filter).some((name) => name !== "scope");
  return { filter, isFiltered, read, setParam, clear };
}

export type ActivityUrl = ReturnType<typeof useActivityUrl>;
