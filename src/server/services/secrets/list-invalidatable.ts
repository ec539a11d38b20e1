import type { ItemId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { listItemsWithTokenBefore, listUnsettledReplacements } from "@/server/db/sealed-tokens";
import type { Spill } from "@/server/platform/spill";
import type { ServiceContext } from "@/server/services/context";

/**
 * Items whose token was handed out before an instant. Those that an earlier try left unsettled come first; what it left on the disk
 * of an Item that is settled goes.
 */
export async function listInvalidatable(
  ctx: ServiceContext,
  { before, spill }: { before: Date; spill: Spill },
): Promise<ItemId[]> {
  // In this order: a replacement is noted in the database before anything of it is on the disk, and until that is stored.
  const kept = spill.names();
  const unsettled = await listUnsettledReplacements(sqlOf(ctx.db));
  for (const name of kept) if (!unsettled.some((itemId) => itemId === name)) spill.drop(name);
  return [...new Set([...unsettled, ...(await listItemsWithTokenBefore(sqlOf(ctx.db), before))])];
}
