import { claimDueItems, type DueItem } from "@/server/db/due-items";
import { withTransaction } from "@/server/db/transaction";
import type { ServiceContext } from "@/server/services/context";

const AT_A_TIME = 500;
/** A job that is lost, whatever becomes of it, is missed no longer than this. */
const CLAIM_MS = 3_600_000;

/**
 * Queues a refresh of every Item whose next one is due; an Item whose first import is not done gets that one again. Any number
 * of workers may do this at once. Returns how many were queued.
 */
export async function queueDueRefreshes(ctx: ServiceContext): Promise<number> {
  const now = ctx.clock.now();
  const claim = { now, claimedUntil: new Date(now.getTime() + CLAIM_MS), limit: AT_A_TIME };
  for (let count = 0; ; ) {
    const due = await withTransaction(ctx.db, async (tx) => {
      const items = await claimDueItems(tx, claim);
      const idsOf = (isMeant: (item: DueItem) => boolean) => items.filter(isMeant).map(({ itemId }) => ({ itemId }));
      await ctx.queue.enqueueAll(
        "refresh-item",
        idsOf((item) => item.hasHistory),
        { within: tx },
      );
      await ctx.queue.enqueueAll(
        "first-import",
        idsOf((item) => !item.hasHistory),
        { within: tx },
      );
      return items.length;
    });
    count += due;
    if (due < AT_A_TIME) return count;
  }
}
