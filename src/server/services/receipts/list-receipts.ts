import type { SignedReceipt } from "@/contracts/receipts";
import { sqlOf } from "@/server/db/client";
import { listReceiptsOfUser } from "@/server/db/receipts";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toReceipt } from "./to-receipt";

/** What was deleted for the user so far, newest first. */
export async function listReceipts(ctx: ServiceContext, input: { userId: string }): Promise<SignedReceipt[]> {
  const records = await listReceiptsOfUser(sqlOf(ctx.db), authorizeUser(ctx, input.userId));
  return records.map((record) => toReceipt(ctx, record));
}
