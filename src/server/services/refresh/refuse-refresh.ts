import { describeReason } from "@/domain/failure-texts";
import type { ItemId, RefreshRunId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { type FinishedRefresh, markBusy, settleRunItem } from "@/server/db/item-refreshes";
import type { ServiceContext } from "@/server/services/context";

/** Ends a caller's wait for a refresh that somebody else still does: nothing was fetched for this one. */
export async function refuseRefresh(
  ctx: ServiceContext,
  { itemId, runId }: { itemId: ItemId; runId: RefreshRunId | null },
): Promise<FinishedRefresh> {
  const refused = { fence: null, status: "failed", error: describeReason("busy"), reason: "busy" } as const;
  const sql = sqlOf(ctx.db);
  await markBusy(sql, itemId);
  if (runId) await settleRunItem(sql, { ...refused, runId, itemId, at: ctx.clock.now() });
  return { ...refused, counts: { securities: 0, holdings: 0, transactions: 0 } };
}
