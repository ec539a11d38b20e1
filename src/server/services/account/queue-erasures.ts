import { listDeletingUsers } from "@/server/db/account-deletion";
import { sqlOf } from "@/server/db/client";
import { listItemsToRemove } from "@/server/db/erasure";
import type { ServiceContext } from "@/server/services/context";

/**
 * Queues what is left to do of every erasure where no job of it waits or runs: one that was given up, or that ended just before its
 * Item was unlinked again.
 */
export async function queueErasures({ db, queue }: ServiceContext): Promise<void> {
  const [itemIds, userIds] = await Promise.all([listItemsToRemove(sqlOf(db)), listDeletingUsers(sqlOf(db))]);
  await queue.enqueueAll(
    "remove-item",
    itemIds.map((itemId) => ({ itemId })),
  );
  await queue.enqueueAll(
    "delete-account",
    userIds.map((userId) => ({ userId })),
  );
}
