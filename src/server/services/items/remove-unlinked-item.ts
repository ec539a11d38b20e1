import { ProviderError } from "@/domain/errors";
import type { ItemId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { claimRemoval, eraseAccessToken } from "@/server/db/erasure";
import { completeItemReceipt } from "@/server/db/receipts";
import { withTransaction } from "@/server/db/transaction";
import { deadlineIn } from "@/server/plaid/deadline";
import { type Removal, removeItem } from "@/server/plaid/remove-item";
import { openAccessToken } from "@/server/services/access-token";
import type { ServiceContext } from "@/server/services/context";

const DEADLINE_MS = 60_000;
/** How long a token that was replaced and not stored may still turn up. */
const LOST_TOKEN_MS = 24 * 3_600_000;

/**
 * Removes an unlinked Item at Plaid, erases its token, and completes the receipt; done twice, it does nothing the second time. An
 * Item that was linked again meanwhile is left alone; once Plaid may have been told, it is not linked again.
 * Errors: ProviderError, SealError: try again. Source: Plaid /item/remove.
 */
export async function removeUnlinkedItem(ctx: ServiceContext, { itemId }: { itemId: string }): Promise<void> {
  const item = await claimRemoval(sqlOf(ctx.db), itemId as ItemId, ctx.clock.now());
  if (!item) return;
  const at = ctx.clock.now();
  const isLostForGood =
    item.tokenReplacement !== null && at.getTime() - item.removalStartedAt.getTime() > LOST_TOKEN_MS;
  const removal = await remove(ctx, item, isLostForGood);
  await withTransaction(ctx.db, async (tx) => {
    await eraseAccessToken(tx, item.itemId);
    await completeItemReceipt(tx, item.itemId, { ...removal, at });
  });
  ctx.log.info("Item removed at Plaid", { itemId, outcome: removal.outcome });
}

type Outcome = Removal | { readonly outcome: "unreachable"; readonly requestId: null };

async function remove(
  ctx: ServiceContext,
  item: Parameters<typeof openAccessToken>[1],
  isLostForGood: boolean,
): Promise<Outcome> {
  try {
    return await removeItem(ctx.plaid, openAccessToken(ctx, item), { deadline: deadlineIn(DEADLINE_MS) });
  } catch (error) {
    const code = error instanceof ProviderError ? error.failure.errorCode : null;
    if (!isLostForGood || code !== "INVALID_ACCESS_TOKEN") throw error;
    ctx.log.error("Item left at Plaid: nobody has its access token", { itemId: item.itemId });
    return { outcome: "unreachable", requestId: null };
  }
}
