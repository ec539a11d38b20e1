import type { ItemId } from "@/domain/ids";
import { findItem, type ItemRecord } from "@/server/db/items";
import type { ServiceContext } from "@/server/services/context";
import { LIMIT_MS, LimitedError, UnlinkedError } from "./failure";

/**
 * The Item as it stands once its lease is held: it may have been waited for, and meanwhile unlinked or limited.
 * Errors: UnlinkedError; LimitedError while Plaid's limit forbids another try, which is a minute at most.
 */
export async function requireRefreshableItem(ctx: ServiceContext, itemId: ItemId, now: Date): Promise<ItemRecord> {
  const item = await findItem(ctx.db, itemId);
  if (!item || item.unlinkedAt !== null || item.state === "disconnected") throw new UnlinkedError();
  const { limitedUntil } = item;
  const leftMs = limitedUntil ? limitedUntil.getTime() - now.getTime() : 0;
  // More than that is left only when the clock was set back.
  if (limitedUntil && leftMs > 0 && leftMs <= LIMIT_MS) throw new LimitedError(limitedUntil);
  return item;
}
