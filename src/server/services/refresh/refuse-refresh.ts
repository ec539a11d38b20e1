import { describeReason } from "@/domain/failure-texts";
import type { ItemId, RefreshRunId, UserId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { type FinishedRefresh, markBusy, settleRunItem } from "@/server/db/item-refreshes";
import type { ServiceContext } from "@/server/services/context";

/** Ends a user's refresh before it began: somebody else still does one, or the Item is not there to be refreshed. */
export async function refuseRefresh(
  ctx: ServiceContext,
  { userId, itemId, runId }: { userId: UserId; itemId: ItemId; runId: RefreshRunId | null },
  reason: "busy" | "unlinked",
): Promise<FinishedRefresh> {
  const refused = { fence: null, status: "failed", error: describeReason(reason), reason } as const;
  const sql = sqlOf(ctx.db);
  if (reason === "busy") await markBusy(sql, userId, itemId);
  if (runId) await settleRunItem(sql, { ...refused, runId, itemId, at: ctx.clock.now() });
  return { ...refused, counts: { securities: 0, holdings: 0, transactions: 0 } };
}
