import type { RefreshRunId, UserId } from "@/domain/ids";
import type { SqlExecutor } from "@/server/db/client";
import type { ServiceContext } from "@/server/services/context";
import { recordAudit } from "./record-audit";
import { recordSparingly } from "./record-sparingly";

/** Puts on record that everything was to be refreshed: always, but for a run that has nothing to do. */
export async function recordRefreshAll(
  ctx: ServiceContext,
  { userId, runId, itemCount }: { userId: UserId | null; runId: RefreshRunId; itemCount: number },
  tx?: SqlExecutor,
): Promise<void> {
  const record = itemCount > 0 ? recordAudit : recordSparingly;
  await record(ctx, { action: "refresh_all", userId, subject: runId }, tx);
}
