import { AppError } from "@/domain/errors";
import type { ItemId } from "@/domain/ids";
import { findLinkedItem, markUnlinked } from "@/server/db/items";
import { withTransaction } from "@/server/db/transaction";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/**
 * Hides the Item at once. A job that commits with it removes the Item at Plaid, which ends its billing, and tries as long as
 * Plaid cannot be reached; the access token is erased once that is done.
 * Errors: ITEM_NOT_FOUND.
 */
export async function disconnectItem(
  ctx: ServiceContext,
  input: { userId: string; itemId: string },
): Promise<{ itemId: string }> {
  const userId = authorizeUser(ctx, input.userId, "ITEM_NOT_FOUND");
  const item = await findLinkedItem(ctx.db, userId, input.itemId as ItemId);
  if (!item) throw new AppError("ITEM_NOT_FOUND");
  await withTransaction(ctx.db, async (tx) => {
    await markUnlinked(tx, item.itemId, ctx.clock.now());
    await ctx.queue.enqueue("remove-item", { itemId: item.itemId }, { within: tx });
  });
  ctx.log.info("Item unlinked", { audit: true, itemId: item.itemId, userId });
  return { itemId: item.itemId };
}
