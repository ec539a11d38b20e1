import type { RefreshRunStatus } from "@/contracts/refresh-run";
import type { RunRecord } from "@/server/db/refresh-history";

/** `done` when every Item has its result, `queued` until the first one is under way. */
export function runStatus(run: RunRecord): RefreshRunStatus {
  const isOpen = (status: string) => status === "queued" || status === "running";
  if (!run.items.some((item) => isOpen(item.status))) return "done";
  return run.items.every((item) => item.status === "queued") ? "queued" : "running";
}
