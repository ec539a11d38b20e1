import type { ItemRecord } from "@/server/db/items";
import type { ServiceContext } from "@/server/services/context";

const METADATA_STALE_AFTER_MS = 3_600_000;

/**
 * What a good refresh shows to be due: the rest of the history when its import gave up (the user had to sign in first), and
 * what Plaid says of the Item itself. Failing to queue it does not fail the refresh; the next one tries again.
 */
export async function queueFollowUps(
  ctx: ServiceContext,
  item: ItemRecord,
  { isFullHistory, now }: { isFullHistory: boolean; now: Date },
): Promise<void> {
  const { itemId, historyLoadedAt, metadataFetchedAt } = item;
  try {
    if (!isFullHistory && historyLoadedAt === null) await ctx.queue.enqueue("first-import", { itemId });
    const isStale = !metadataFetchedAt || now.getTime() - metadataFetchedAt.getTime() > METADATA_STALE_AFTER_MS;
    if (isStale) await ctx.queue.enqueue("sync-item-metadata", { itemId });
  } catch (error) {
    ctx.log.warn("follow-ups of a refresh not queued", { itemId, error });
  }
}
