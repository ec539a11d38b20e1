import { AppError } from "@/domain/errors";
import { askForSweep } from "@/server/db/items";
import { markLinkIntentUsed } from "@/server/db/link-intents";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { hashLinkToken, openSince } from "./link-intents";

/**
 * Takes note that the user has been through update mode with this Link token. Accounts that were added there have all of their
 * history fetched by the next refresh that nobody waits for; a first look at them is the caller's to ask for.
 * Errors: LINK_INTENT_MISSING when the user asked for no such Link token in the last four hours.
 */
export async function completeUpdate(
  ctx: ServiceContext,
  input: { userId: string; linkToken: string },
): Promise<{ itemId: string }> {
  const userId = authorizeUser(ctx, input.userId);
  const at = ctx.clock.now();
  const use = { tokenHash: hashLinkToken(input.linkToken), since: openSince(ctx), at };
  return withTransaction(ctx.db, async (tx) => {
    const intent = await markLinkIntentUsed(tx, userId, use);
    if (!intent?.itemId) throw new AppError("LINK_INTENT_MISSING");
    const { itemId, purpose } = intent;
    const action = purpose === "add_accounts" ? "accounts_added" : "reconnect";
    await recordAudit(ctx, { action, userId, subject: itemId }, tx);
    if (purpose === "add_accounts") {
      await askForSweep(tx, userId, itemId, at);
      await ctx.queue.enqueue("refresh-item", { itemId }, { within: tx });
    }
    return { itemId };
  });
}
