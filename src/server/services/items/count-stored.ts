import type { StoredCounts } from "@/domain/erasure";
import { AppError } from "@/domain/errors";
import type { ItemId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { countItemRows } from "@/server/db/erasure";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/**
 * What is stored of a brokerage, and would be deleted with it.
 * Errors: ITEM_NOT_FOUND.
 */
export async function countStored(
  ctx: ServiceContext,
  input: { userId: string; itemId: string },
): Promise<StoredCounts> {
  const userId = authorizeUser(ctx, input.userId, "ITEM_NOT_FOUND");
  const counts = await countItemRows(sqlOf(ctx.db), userId, input.itemId as ItemId);
  if (!counts) throw new AppError("ITEM_NOT_FOUND");
  return counts;
}
