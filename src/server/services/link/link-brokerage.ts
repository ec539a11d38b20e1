import type { ExchangePublicTokenInput, ExchangePublicTokenResult } from "@/contracts/exchange-public-token";
import { findDuplicates } from "@/domain/duplicate-items";
import { AppError } from "@/domain/errors";
import type { ItemId } from "@/domain/ids";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { removeUnlinkedItem } from "@/server/services/items/remove-unlinked-item";
import { exchangePublicToken } from "./exchange-public-token";
import { listRepairableItems } from "./find-duplicate";

/**
 * An exchange for the dashboard. With `removesDuplicate` the same accounts are not kept twice: an Item that turns out to show
 * exactly those of an earlier one of the user is removed at Plaid at once. Without it, as on REST, both stay: the user was asked
 * and wants both.
 * Errors: those of `exchangePublicToken`; DUPLICATE_ITEM.
 */
export async function linkBrokerage(
  ctx: ServiceContext,
  input: ExchangePublicTokenInput & { removesDuplicate: boolean },
): Promise<ExchangePublicTokenResult> {
  const { removesDuplicate, ...exchange } = input;
  const beganAt = ctx.clock.now();
  const linked = await exchangePublicToken(ctx, exchange);
  if (!removesDuplicate) return linked;
  const items = await listRepairableItems(ctx, authorizeUser(ctx, input.userId));
  // One that was linked before is exchanged again by a second call with a token of update mode, and is nobody's newcomer.
  const isNew = items.some(({ itemId, linkedAt }) => itemId === linked.itemId && linkedAt >= beganAt);
  if (!isNew || !findDuplicates(items).has(linked.itemId as ItemId)) return linked;
  await disconnectItem(ctx, { userId: input.userId, itemId: linked.itemId });
  await removeUnlinkedItem(ctx, linked).catch((error) => {
    // The job that came with the unlinking tries again.
    ctx.log.warn("a duplicate could not be removed at Plaid at once", { itemId: linked.itemId, error });
  });
  throw new AppError("DUPLICATE_ITEM");
}
