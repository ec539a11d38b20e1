import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/domain/errors";
import type { UserId } from "@/domain/ids";
import { findItem, upsertLinkedItem } from "@/server/db/items";
import { withTransaction } from "@/server/db/transaction";
import { deadlineIn } from "@/server/plaid/deadline";
import type { ExchangedItem } from "@/server/plaid/exchange-public-token";
import { removeItem } from "@/server/plaid/remove-item";
import { sealAccessToken } from "@/server/services/access-token";
import type { ServiceContext } from "@/server/services/context";

/** Before each try. A database that restarts is back within seconds, and Plaid gives a token once. */
const PAUSES_MS = [0, 250, 500, 1_000, 2_000];
const REMOVAL_MS = 20_000;

/**
 * Stores an Item that Plaid has just handed out, and queues its first import. One that cannot be stored is removed at Plaid:
 * its token is nowhere else, so nobody could end its billing later. An Item that is somebody's already, or that may be because
 * the database cannot be asked, stays as it is.
 * Errors: EXCHANGE_FAILED for an Item of another user; whatever kept it from being stored. Source: Plaid /item/remove.
 */
export async function storeExchangedItem(ctx: ServiceContext, userId: UserId, exchanged: ExchangedItem): Promise<void> {
  let failure: unknown;
  for (const pauseMs of PAUSES_MS) {
    await sleep(pauseMs);
    try {
      return await store(ctx, userId, exchanged);
    } catch (error) {
      if (error instanceof AppError) throw error;
      failure = error;
    }
  }
  await removeUnlessKnown(ctx, userId, exchanged);
  throw failure;
}

async function store(ctx: ServiceContext, userId: UserId, { itemId, accessToken }: ExchangedItem): Promise<void> {
  const accessTokenSealed = sealAccessToken(ctx, { itemId, userId }, accessToken);
  const linkedAt = ctx.clock.now();
  await withTransaction(ctx.db, async (tx) => {
    if (!(await upsertLinkedItem(tx, { itemId, userId, accessTokenSealed, linkedAt }))) {
      ctx.log.warn("exchange of an Item that belongs to another user refused", { audit: true, itemId, userId });
      throw new AppError("EXCHANGE_FAILED");
    }
    await ctx.queue.enqueue("sync-item-metadata", { itemId }, { within: tx });
    await ctx.queue.enqueue("first-import", { itemId }, { within: tx });
  });
}

async function removeUnlessKnown(
  ctx: ServiceContext,
  userId: UserId,
  { itemId, accessToken }: ExchangedItem,
): Promise<void> {
  try {
    if (await findItem(ctx.db, itemId)) return;
    await removeItem(ctx.plaid, accessToken, { deadline: deadlineIn(REMOVAL_MS, { pace: "interactive" }) });
    ctx.log.warn("Item removed at Plaid, for it could not be stored", { audit: true, itemId, userId });
  } catch (error) {
    ctx.log.error("Item left at Plaid, neither stored nor removed", { audit: true, itemId, userId, error });
  }
}
