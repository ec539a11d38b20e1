import { randomUUID } from "node:crypto";
import type { SignedReceipt } from "@/contracts/receipts";
import { addErased } from "@/domain/erasure";
import { AppError } from "@/domain/errors";
import { beginUserDeletion, deleteWaysIn, listItemsLeft } from "@/server/db/account-deletion";
import { insertReceipt } from "@/server/db/receipts";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { unlinkItem } from "@/server/services/items/unlink-item";
import { toReceipt } from "@/server/services/receipts/to-receipt";
import { requireConfirmed } from "./require-confirmed";
import { requireSession, type SignIn } from "./require-session";

/**
 * Deletes the user who asks, in one transaction: every brokerage is disconnected, with a receipt each and one for the whole, and
 * nobody can sign in or call as this user any more. A job that commits with it waits until Plaid has removed the Items, then deletes
 * what names the user; the audit log keeps its lines under a pseudonym.
 * Errors: NOT_CONFIRMED without a recent proof of who asks; UNAUTHORIZED when the session has ended; FORBIDDEN for anybody but the signed-in user, and in the demo, whose user is nobody's.
 */
export async function deleteAccount(
  ctx: ServiceContext,
  input: { userId: string; signIn: SignIn },
): Promise<SignedReceipt> {
  const userId = authorizeUser(ctx, input.userId);
  const isOwnSession = ctx.actor.kind === "user" && ctx.actor.keyId === null;
  if (!isOwnSession || ctx.settings.environment === "demo") throw new AppError("FORBIDDEN");
  requireConfirmed(ctx, input.signIn);
  const at = ctx.clock.now();
  const receipt = await withTransaction(ctx.db, async (tx) => {
    await requireSession(ctx, tx, { userId, signIn: input.signIn });
    if (!(await beginUserDeletion(tx, userId, at))) throw new AppError("FORBIDDEN");
    const linked = (await listItemsLeft(tx, userId)).filter((item) => item.isLinked);
    const erased = [];
    for (const { itemId } of linked) {
      const unlinked = await unlinkItem(ctx, tx, { userId, itemId });
      if (unlinked) erased.push(unlinked.erased);
    }
    await deleteWaysIn(tx, userId);
    await recordAudit(ctx, { action: "account_deleted", userId }, tx);
    await ctx.queue.enqueue("delete-account", { userId }, { within: tx });
    const whole = { id: randomUUID(), kind: "account", itemId: null, institutionName: null } as const;
    return insertReceipt(tx, userId, { ...whole, requestedAt: at, erased: addErased(erased) });
  });
  return toReceipt(ctx, receipt);
}
