"use client";

import { useUrlParam } from "@/client/url-state";
import { DEFAULT_RANGE, HISTORY_RANGES, type HistoryRange } from "@/domain/history-range";

/** Of how long the history tells, kept in the address; what that cannot mean is the default. */
export function useHistoryRange(): [HistoryRange, (range: HistoryRange) => void] {
  const [text, setText] = useUrlParam("range");
  const range = HISTORY_RANGES.find((known) => known === text) ?? DEFAULT_RANGE;
  return [range, (next) => setText(next === DEFAULT_RANGE ? "" : next)];
}
