"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { setUrlParams, urlParamNow } from "@/client/url-state";
import type { ActivityFilterInput } from "@/contracts/activity";
import { ACTIVITY_PARAMS, type ActivityParam, parseActivityParams } from "./activity-params";

/** What is typed letter by letter: longer is not another place to go back to. */
const TYPED: readonly ActivityParam[] = ["q", "min"];
const NO_FILTER = Object.fromEntries(ACTIVITY_PARAMS.map((name) => [name, ""]));

/**
 * The filter, kept in the address: a view can be kept and shared, and Back leads to the one before. `onAsked` is told of another
 * filter at once, before anything is rendered.
 */
export function useActivityUrl(onAsked: (filter: ActivityFilterInput) => void) {
  const params = useSearchParams();
  const read = useCallback((name: ActivityParam | "scope") => params.get(name), [params]);
  const filter = useMemo(() => parseActivityParams(read), [read]);

  const ask = useCallback(
    (changes: Readonly<Record<string, string>>, how: "push" | "replace" = "push") => {
      if (setUrlParams(changes, how)) onAsked(parseActivityParams(urlParamNow));
    },
    [onAsked],
  );
  const setParam = useCallback(
    (name: ActivityParam, value: string) => {
      const isRefined = TYPED.includes(name) && (urlParamNow(name) ?? "") !== "" && value !== "";
      ask({ [name]: value }, isRefined ? "replace" : "push");
    },
    [ask],
  );
  const clear = useCallback(() => ask(NO_FILTER), [ask]);

  const isFiltered = Object.keys(filter).some((name) => name !== "scope");
  return { filter, isFiltered, read, setParam, clear };
}

export type ActivityUrl = ReturnType<typeof useActivityUrl>;
