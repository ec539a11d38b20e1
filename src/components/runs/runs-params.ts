import { REFRESH_TRIGGERS, type RefreshTrigger } from "@/domain/refresh-trigger";
import { RUN_RESULTS, type RunResult } from "@/domain/run-result";

/** What the address may hold of a filter. */
export const RUNS_PARAMS = ["result", "trigger"] as const;
export type RunsParam = (typeof RUNS_PARAMS)[number];
export type RunsFilter = { result?: RunResult; trigger?: RefreshTrigger };

/** The filter that an address asks for; what it cannot mean is left out. */
export function parseRunsParams(read: (name: RunsParam) => string | null): RunsFilter {
  const result = RUN_RESULTS.find((known) => known === read("result"));
  const trigger = REFRESH_TRIGGERS.find((known) => known === read("trigger"));
  return { ...(result && { result }), ...(trigger && { trigger }) };
}
