import type { RefreshRunId, UserId } from "@/domain/ids";
import type { SqlExecutor } from "@/server/db/client";
import type { ServiceContext } from "@/server/services/context";
import { recordAudit } from "./record-audit";
import { recordSparingly } from "./record-sparingly";

/** Puts on record that everything was to be refreshed: always, within `tx`; sparingly, and by itself, a run with nothing to do. */
export async function recordRefreshAll(
  ctx: ServiceContext,
  { userId, runId, itemCount }: { userId: UserId | null; runId: RefreshRunId; itemCount: number },
  tx?: SqlExecutor,
): Promise<void> {
  const entry = { action: "refresh_all", userId, subject: runId } as const;
  await (itemCount > 0 ? recordAudit(ctx, entry, tx) : recordSparingly(ctx, entry));
}
