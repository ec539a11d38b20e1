import { randomBytes } from "node:crypto";
import { deleteUserRows, findDeletingUser, listItemsLeft } from "@/server/db/account-deletion";
import { pseudonymiseAuditUser } from "@/server/db/audit-events";
import { sqlOf } from "@/server/db/client";
import { closeReceiptsOfUser } from "@/server/db/receipts";
import { withTransaction } from "@/server/db/transaction";
import type { ServiceContext } from "@/server/services/context";
import { unlinkItem } from "@/server/services/items/unlink-item";

/** Plaid has yet to remove Items of the user. */
export class ItemsLeftError extends Error {}

/**
 * Deletes a user who asked for it once Plaid has removed all Items: what is left of them, the user, its name in the audit log and
 * in receipts, and the job that named it. Done twice, it does nothing the second time.
 * Errors: ItemsLeftError: try again.
 */
export async function finishAccountDeletion(ctx: ServiceContext, input: { userId: string }): Promise<void> {
  const userId = await findDeletingUser(sqlOf(ctx.db), input.userId);
  // Queued by whoever saw the user just before it was gone.
  if (!userId) return ctx.queue.forget("delete-account", input);
  const left = await listItemsLeft(sqlOf(ctx.db), userId);
  // Linked by an exchange that was under way when the deletion began.
  for (const { itemId, isLinked } of left) {
    if (isLinked) await withTransaction(ctx.db, (tx) => unlinkItem(ctx, tx, { userId, itemId }));
  }
  if (left.length > 0) throw new ItemsLeftError(`${left.length} Items are still at Plaid`);
  const pseudonym = `erased_${randomBytes(16).toString("hex")}`;
  await withTransaction(ctx.db, async (tx) => {
    await closeReceiptsOfUser(tx, userId, { pseudonym, at: ctx.clock.now() });
    await pseudonymiseAuditUser(tx, userId, pseudonym);
    await deleteUserRows(tx, userId);
    await ctx.queue.forget("delete-account", { userId }, { within: tx });
  });
}
