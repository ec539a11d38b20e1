import type { ItemId } from "@/domain/ids";
import { eraseAccessToken, findItem } from "@/server/db/items";
import { deadlineIn } from "@/server/plaid/deadline";
import { removeItem } from "@/server/plaid/remove-item";
import { openAccessToken } from "@/server/services/access-token";
import type { ServiceContext } from "@/server/services/context";

const DEADLINE_MS = 60_000;

/**
 * Removes an unlinked Item at Plaid and erases its token; done twice, it does nothing the second time.
 * Errors: ProviderError, SealError: try again. Source: Plaid /item/remove.
 */
export async function removeUnlinkedItem(ctx: ServiceContext, { itemId }: { itemId: string }): Promise<void> {
  const item = await findItem(ctx.db, itemId as ItemId);
  if (!item || item.unlinkedAt === null || item.accessTokenSealed === null) return;
  await removeItem(ctx.plaid, openAccessToken(ctx, item), { deadline: deadlineIn(DEADLINE_MS) });
  await eraseAccessToken(ctx.db, item.itemId);
  ctx.log.info("Item removed at Plaid", { audit: true, itemId });
}
