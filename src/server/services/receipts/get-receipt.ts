import type { SignedReceipt } from "@/contracts/receipts";
import { AppError } from "@/domain/errors";
import { sqlOf } from "@/server/db/client";
import { findReceiptOfUser } from "@/server/db/receipts";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toReceipt } from "./to-receipt";

/** One of the user's receipts as it stands now. Errors: RECEIPT_NOT_FOUND, also for one of somebody else. */
export async function getReceipt(
  ctx: ServiceContext,
  input: { userId: string; receiptId: string },
): Promise<SignedReceipt> {
  const userId = authorizeUser(ctx, input.userId, "RECEIPT_NOT_FOUND");
  const receipt = await findReceiptOfUser(sqlOf(ctx.db), userId, input.receiptId);
  if (!receipt) throw new AppError("RECEIPT_NOT_FOUND");
  return toReceipt(ctx, receipt);
}
