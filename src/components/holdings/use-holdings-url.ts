"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { setUrlParams, urlParamNow } from "@/client/url-state";
import type { HoldingsAsked } from "@/contracts/holdings";
import {
  DEFAULT_ORDER,
  HOLDING_COLUMNS,
  type HoldingColumn,
  type HoldingOrder,
  orderText,
} from "@/domain/holding-list";
import {
  closedText,
  columnsText,
  FILTER_PARAMS,
  type HoldingsParam,
  isFiltered,
  parseClosed,
  parseColumns,
  parseHoldingsOrder,
  parseHoldingsParams,
} from "./holdings-params";

const NO_FILTER = Object.fromEntries(FILTER_PARAMS.map((name) => [name, ""]));

/**
 * All that makes the view, kept in the address. What is chosen is another place, to which Back leads; a search that is typed on, and
 * a group that is opened or closed, is the same one. `onAsked` is told of another question at once, before anything is rendered.
 */
export function useHoldingsUrl(onAsked: (asked: HoldingsAsked) => void) {
  const params = useSearchParams();
  const read = useCallback((name: HoldingsParam) => params.get(name), [params]);
  return useMemo(() => {
    const asked = parseHoldingsParams(read);
    const ask = (changes: Partial<Record<HoldingsParam, string>>, how: "push" | "replace" = "push") => {
      if (setUrlParams(changes, how)) onAsked(parseHoldingsParams(urlParamNow));
    };
    const set = (name: HoldingsParam, value: string) => ask({ [name]: value });
    return {
      asked,
      isFiltered: isFiltered(asked),
      read,
      set,
      order: parseHoldingsOrder(read("sort")),
      columns: parseColumns(read("cols")),
      closed: parseClosed(read("closed")),
      search: (text: string) => {
        const isRefined = (urlParamNow("q") ?? "") !== "" && text !== "";
        ask({ q: text }, isRefined ? "replace" : "push");
      },
      clearFilters: () => ask(NO_FILTER),
      setOrder: (order: HoldingOrder) =>
        set("sort", orderText(order) === orderText(DEFAULT_ORDER) ? "" : orderText(order)),
      showColumn: (column: HoldingColumn, isShown: boolean) => {
        const others = parseColumns(urlParamNow("cols"));
        const next = HOLDING_COLUMNS.filter((one) => (one === column ? isShown : others.includes(one)));
        setUrlParams({ cols: columnsText(next) }, "replace");
      },
      setGrouping: (grouping: string) => ask({ group: grouping === "none" ? "" : grouping, closed: "" }),
      toggleGroup: (key: string) => {
        const next = new Set(parseClosed(urlParamNow("closed")));
        if (!next.delete(key)) next.add(key);
        setUrlParams({ closed: closedText(next) }, "replace");
      },
    };
  }, [read, onAsked]);
}

export type HoldingsUrl = ReturnType<typeof useHoldingsUrl>;
