import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/domain/errors";
import type { UserId } from "@/domain/ids";
import { findItem, upsertLinkedItem } from "@/server/db/items";
import { type LinkIntent, markLinkIntentUsed } from "@/server/db/link-intents";
import { withTransaction } from "@/server/db/transaction";
import { deadlineIn } from "@/server/plaid/deadline";
import type { ExchangedItem } from "@/server/plaid/exchange-public-token";
import { removeItem } from "@/server/plaid/remove-item";
import { sealAccessToken } from "@/server/services/access-token";
import { recordAudit } from "@/server/services/audit/record-audit";
import type { Actor, ServiceContext } from "@/server/services/context";

/** Before each try. A database that restarts is back within seconds, and Plaid gives a token once. */
const PAUSES_MS = [0, 250, 500, 1_000, 2_000];
const REMOVAL_MS = 20_000;
const NOBODY: Actor = { kind: "service", keyId: null };

/** `intent`: what the user asked for when it came of a session of theirs. */
type Exchanged = ExchangedItem & { readonly intent: LinkIntent | null };

/**
 * Stores an Item that Plaid has just handed out, and queues its first import. One that cannot be stored, or whose user is being
 * deleted, is removed at Plaid: its token is nowhere else, so nobody could end its billing later. An Item that is somebody's
 * already, or that may be because the database cannot be asked, stays as it is.
 * Errors: EXCHANGE_FAILED for an Item of another user, one that is being removed, and a user who is being deleted or whose intent
 * went with the account meanwhile; whatever kept it from being stored. Source: Plaid /item/remove.
 */
export async function storeExchangedItem(ctx: ServiceContext, userId: UserId, exchanged: Exchanged): Promise<void> {
  let failure: unknown;
  for (const pauseMs of PAUSES_MS) {
    await sleep(pauseMs);
    try {
      return await store(ctx, userId, exchanged);
    } catch (error) {
      failure = error;
      if (error instanceof AppError) break;
    }
  }
  await removeUnlessKnown(ctx, userId, exchanged);
  throw failure;
}

async function store(ctx: ServiceContext, userId: UserId, { itemId, accessToken, intent }: Exchanged): Promise<void> {
  const accessTokenSealed = sealAccessToken(ctx, { itemId, userId }, accessToken);
  const linkedAt = ctx.clock.now();
  const isNotOurs = new AppError("EXCHANGE_FAILED");
  const isNobodys = new AppError("EXCHANGE_FAILED");
  try {
    await withTransaction(ctx.db, async (tx) => {
      // First, for it locks the intent. One that was open when the exchange began may have grown too old since.
      const use = intent && { tokenHash: intent.tokenHash, since: null, at: linkedAt };
      if (use && !(await markLinkIntentUsed(tx, userId, use))) throw isNobodys;
      if (!(await upsertLinkedItem(tx, { itemId, userId, accessTokenSealed, linkedAt }))) throw isNotOurs;
      await recordAudit(ctx, { action: "link", userId, subject: itemId }, tx);
      await ctx.queue.enqueue("sync-item-metadata", { itemId }, { within: tx });
      await ctx.queue.enqueue("first-import", { itemId }, { within: tx });
    });
  } catch (error) {
    // Outside of what is rolled back: the user that would have come into being with the Item does not, the line stays.
    if (error === isNotOurs) {
      const known = await findItem(ctx.db, itemId);
      const reason = known && known.userId !== userId ? "item_of_another_user" : "being_removed";
      await recordAudit(ctx, { action: "link_refused", userId, subject: itemId, detail: { reason } });
    }
    if (error === isNobodys) {
      // A line that named the user would outlast the account.
      const detail = { reason: "account_deleted" };
      await recordAudit({ ...ctx, actor: NOBODY }, { action: "link_refused", userId: null, subject: itemId, detail });
    }
    throw error;
  }
}

async function removeUnlessKnown(
  ctx: ServiceContext,
  userId: UserId,
  { itemId, accessToken }: ExchangedItem,
): Promise<void> {
  try {
    if (await findItem(ctx.db, itemId)) return;
    await removeItem(ctx.plaid, accessToken, { deadline: deadlineIn(REMOVAL_MS, { pace: "interactive" }) });
    ctx.log.warn("Item removed at Plaid, for it could not be stored", { audit: true, itemId, userId });
  } catch (error) {
    ctx.log.error("Item left at Plaid, neither stored nor removed", { audit: true, itemId, userId, error });
  }
}
