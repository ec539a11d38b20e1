"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { setUrlParams, urlParamNow } from "@/client/url-state";
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
 * a group that is opened or closed, is the same one.
 */
export function useHoldingsUrl() {
  const params = useSearchParams();
  const read = useCallback((name: HoldingsParam) => params.get(name), [params]);
  return useMemo(() => {
    const asked = parseHoldingsParams(read);
    const set = (name: HoldingsParam, value: string) => setUrlParams({ [name]: value }, "push");
    return {
      asked,
      isFiltered: isFiltered(asked),
      read,
      set,
      order: parseHoldingsOrder(read("sort")),
      columns: parseColumns(read("cols")),
      closed: parseClosed(read("closed")),
      search: (text: string) => {
        const isRefined = (read("q") ?? "") !== "" && text !== "";
        setUrlParams({ q: text }, isRefined ? "replace" : "push");
      },
      clearFilters: () => setUrlParams(NO_FILTER, "push"),
      setOrder: (order: HoldingOrder) =>
        set("sort", orderText(order) === orderText(DEFAULT_ORDER) ? "" : orderText(order)),
      showColumn: (column: HoldingColumn, isShown: boolean) => {
        const others = parseColumns(urlParamNow("cols"));
        const next = HOLDING_COLUMNS.filter((one) => (one === column ? isShown : others.includes(one)));
        setUrlParams({ cols: columnsText(next) }, "replace");
      },
      setGrouping: (grouping: string) =>
        setUrlParams({ group: grouping === "none" ? "" : grouping, closed: "" }, "push"),
      toggleGroup: (key: string) => {
        const next = new Set(parseClosed(urlParamNow("closed")));
        if (!next.delete(key)) next.add(key);
        setUrlParams({ closed: closedText(next) }, "replace");
      },
    };
  }, [read]);
}

export type HoldingsUrl = ReturnType<typeof useHoldingsUrl>;
