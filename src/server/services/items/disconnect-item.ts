import type { SignedReceipt } from "@/contracts/receipts";
import { AppError } from "@/domain/errors";
import type { ItemId } from "@/domain/ids";
import { withTransaction } from "@/server/db/transaction";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toReceipt } from "@/server/services/receipts/to-receipt";
import { unlinkItem } from "./unlink-item";

/**
 * Disconnects a brokerage: its accounts, positions, transactions, history and records of refreshes are deleted at once. A job that
 * commits with it removes the Item at Plaid, which ends its billing, and tries as long as Plaid cannot be reached; the access token
 * is erased once that is done, and the receipt then says so.
 * Errors: ITEM_NOT_FOUND.
 */
export async function disconnectItem(
  ctx: ServiceContext,
  input: { userId: string; itemId: string },
): Promise<SignedReceipt> {
  const userId = authorizeUser(ctx, input.userId, "ITEM_NOT_FOUND");
  const item = { userId, itemId: input.itemId as ItemId };
  const receipt = await withTransaction(ctx.db, (tx) => unlinkItem(ctx, tx, item));
  if (!receipt) throw new AppError("ITEM_NOT_FOUND");
  return toReceipt(ctx, receipt);
}
