"use client";

import { useMemo } from "react";
import { setUrlParams, useUrlParam } from "@/client/url-state";
import { type AllocationView, parseAllocationView, parseRange } from "./overview-params";

/** How the overview is looked at, kept in the address: range of the chart, what is weighed, and in which currency. */
export function useOverviewUrl() {
  const [range] = useUrlParam("range");
  const [by] = useUrlParam("by");
  const [currency] = useUrlParam("currency");
  return useMemo(
    () => ({
      range: parseRange(range),
      by: parseAllocationView(by),
      currency,
      setRange: (value: string) => setUrlParams({ range: value }, "push"),
      setBy: (value: AllocationView) => setUrlParams({ by: value }, "push"),
      setCurrency: (value: string) => setUrlParams({ currency: value }, "push"),
    }),
    [range, by, currency],
  );
}
