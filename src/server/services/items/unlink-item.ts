import { randomUUID } from "node:crypto";
import type { ItemId, UserId } from "@/domain/ids";
import { eraseItemRows, lockLinkedItem, markUnlinked } from "@/server/db/erasure";
import { insertReceipt, type ReceiptRecord } from "@/server/db/receipts";
import type { Tx } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import type { ServiceContext } from "@/server/services/context";

/**
 * Unlinks an Item within a transaction: what was read of it is deleted, a receipt says so, and a job that commits with it has Plaid
 * remove the Item. Null, and nothing changed, when the user has no such Item linked.
 */
export async function unlinkItem(
  ctx: ServiceContext,
  tx: Tx,
  { userId, itemId }: { userId: UserId; itemId: ItemId },
): Promise<ReceiptRecord | null> {
  const item = await lockLinkedItem(tx, userId, itemId);
  if (!item) return null;
  const at = ctx.clock.now();
  const erased = await eraseItemRows(tx, itemId);
  await markUnlinked(tx, itemId, at);
  const receipt = { ...item, id: randomUUID(), kind: "item", itemId, requestedAt: at, erased } as const;
  const stored = await insertReceipt(tx, userId, receipt);
  await ctx.queue.enqueue("remove-item", { itemId }, { within: tx });
  await recordAudit(ctx, { action: "unlink", userId, subject: itemId }, tx);
  return stored;
}
