import type { JobQueue } from "@/server/queue/enqueue";
import type { JobHandlers, JobTry } from "@/server/queue/runner";
import { finishAccountDeletion } from "@/server/services/account/finish-account-deletion";
import type { Actor, ServiceContext } from "@/server/services/context";
import { removeUnlinkedItem } from "@/server/services/items/remove-unlinked-item";
import { syncItemMetadata } from "@/server/services/items/sync-item-metadata";
import { importHistory } from "@/server/services/refresh/import-history";
import { refreshScheduledItem } from "@/server/services/refresh/refresh-scheduled-item";
import { workOffRefreshRun } from "@/server/services/refresh/work-off-refresh-run";
import { type Runtime, toContext } from "@/server/services/runtime";

type Service<Payload> = (ctx: ServiceContext, payload: Payload) => Promise<void>;

/** What each job does: one service call under a context of its own. A job that throws is logged and tried again, or given up. */
export function createHandlers(parts: { runtime: Runtime; queue: JobQueue; newRequestId: () => string }): JobHandlers {
  const run =
    <Payload>(name: string, actor: Actor, service: Service<Payload>) =>
    async (payload: Payload, { jobId, isLast }: JobTry) => {
      const ctx = toContext(parts.runtime, { queue: parts.queue, actor, requestId: parts.newRequestId() });
      const startedAt = performance.now();
      const fields = () => ({ job: name, ...payload, ms: Math.round(performance.now() - startedAt) });
      try {
        await service(ctx, payload);
        ctx.log.info("job done", fields());
      } catch (error) {
        if (isLast) ctx.log.error("job given up: see npm run jobs", { ...fields(), jobId, error });
        else ctx.log.warn("job failed", { ...fields(), error });
        throw error;
      }
    };
  return {
    "first-import": run("first-import", { kind: "job", trigger: "link" }, importHistory),
    "refresh-item": run("refresh-item", { kind: "job", trigger: "schedule" }, refreshScheduledItem),
    "sync-item-metadata": run("sync-item-metadata", { kind: "job", trigger: "link" }, syncItemMetadata),
    "remove-item": run("remove-item", { kind: "job", trigger: "schedule" }, removeUnlinkedItem),
    "delete-account": run("delete-account", { kind: "job", trigger: "schedule" }, finishAccountDeletion),
    "refresh-run": run("refresh-run", { kind: "job", trigger: "schedule" }, workOffRefreshRun),
  };
}
