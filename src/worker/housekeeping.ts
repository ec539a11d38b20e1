import { randomUUID } from "node:crypto";
import type { JobQueue } from "@/server/queue/enqueue";
import { closeAbandonedRuns } from "@/server/services/refresh/close-abandoned-runs";
import { type Runtime, toContext } from "@/server/services/runtime";

const EVERY_MS = 60_000;

/** What every worker does now and then, whatever else it is doing; doing it twice at once does no harm. */
export function startHousekeeping(runtime: Runtime, queue: JobQueue): { stop(): void } {
  const keep = async () => {
    const ctx = toContext(runtime, { queue, actor: { kind: "job", trigger: "schedule" }, requestId: randomUUID() });
    try {
      await closeAbandonedRuns(ctx);
    } catch (error) {
      ctx.log.warn("housekeeping failed", { error });
    }
  };
  void keep();
  const timer = setInterval(keep, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
