import { HISTORY_RANGES } from "@/domain/history-range";

/** The ranges of a chart over time, as short as their buttons. */
export const RANGE_OPTIONS = HISTORY_RANGES.map((value) => ({
  value,
  label: value === "all" ? "All" : value.toUpperCase(),
}));
