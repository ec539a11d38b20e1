import { randomUUID } from "node:crypto";
import type { JobQueue } from "@/server/queue/enqueue";
import { queueErasures } from "@/server/services/account/queue-erasures";
import type { ServiceContext } from "@/server/services/context";
import { deleteExpiredRecords } from "@/server/services/platform/delete-expired-records";
import { closeAbandonedRuns } from "@/server/services/refresh/close-abandoned-runs";
import { queueDueRefreshes } from "@/server/services/refresh/queue-due-refreshes";
import { type Runtime, toContext } from "@/server/services/runtime";

/** What every worker does now and then, whatever else it is doing; doing it twice at once does no harm. */
const DUTIES: readonly { everyMs: number; perform: (ctx: ServiceContext) => Promise<unknown> }[] = [
  { everyMs: 10_000, perform: queueDueRefreshes },
  { everyMs: 60_000, perform: closeAbandonedRuns },
  { everyMs: 10 * 60_000, perform: queueErasures },
  { everyMs: 24 * 3_600_000, perform: deleteExpiredRecords },
];

export function startHousekeeping(runtime: Runtime, queue: JobQueue): { stop(): void } {
  const timers = DUTIES.map(({ everyMs, perform }) => {
    let isBusy = false;
    const keep = async () => {
      if (isBusy) return;
      isBusy = true;
      const ctx = toContext(runtime, { queue, actor: { kind: "job", trigger: "schedule" }, requestId: randomUUID() });
      await perform(ctx).catch((error) => ctx.log.warn("housekeeping failed", { duty: perform.name, error }));
      isBusy = false;
    };
    void keep();
    return setInterval(keep, everyMs);
  });
  return { stop: () => timers.forEach(clearInterval) };
}
