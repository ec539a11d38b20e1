import { ALLOCATION_KEYS } from "@/domain/allocation-key";
import { DEFAULT_RANGE, HISTORY_RANGES, type HistoryRange } from "@/domain/history-range";

const ALLOCATION_VIEWS = [...ALLOCATION_KEYS, "currency"] as const;
export type AllocationView = (typeof ALLOCATION_VIEWS)[number];

/** The range that an address asks for; what it cannot mean is the usual one. */
export function parseRange(text: string): HistoryRange {
  return HISTORY_RANGES.find((range) => range === text) ?? DEFAULT_RANGE;
}

/** What an address wants weighed; what it cannot mean is the type of security. */
export function parseAllocationView(text: string): AllocationView {
  return ALLOCATION_VIEWS.find((view) => view === text) ?? "type";
}
