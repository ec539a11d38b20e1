import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ProviderError } from "@/domain/errors";
import type { ItemId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import type { ItemRecord } from "@/server/db/items";
import {
  beginTokenReplacement,
  cancelTokenReplacement,
  markTokenLost,
  storeReplacedToken,
} from "@/server/db/sealed-tokens";
import { withTransaction } from "@/server/db/transaction";
import type { AccessToken } from "@/server/plaid/access-token";
import { deadlineIn } from "@/server/plaid/deadline";
import { getItemMetadata } from "@/server/plaid/get-item-metadata";
import { isRefused, replaceAccessToken } from "@/server/plaid/replace-access-token";
import { SealError } from "@/server/platform/seal";
import type { Spill } from "@/server/platform/spill";
import { openAccessToken, sealAccessToken } from "@/server/services/access-token";
import { recordAudit } from "@/server/services/audit/record-audit";
import type { ServiceContext } from "@/server/services/context";
import { withItemLease } from "@/server/services/refresh/item-lease";

/** `why` is Plaid's code or a word of ours. */
export type Invalidation =
  | { readonly kind: "replaced" }
  /** Nothing was to be done: no token is stored, or somebody replaced it meanwhile. */
  | { readonly kind: "nothing" }
  /** Plaid was not asked or said no: the token is as it was. */
  | { readonly kind: "failed"; readonly why: string }
  /** Nobody knows whether Plaid did it; the next try finds out. */
  | { readonly kind: "unclear"; readonly why: string }
  /** An earlier try ended between Plaid's answer and the disk: the old token is dead, the new one nowhere. */
  | { readonly kind: "lost" };

const LEASE_WAIT_MS = 60_000;
const CALL_MS = 60_000;
/** The database is given this long to come back, for the token is in memory and in the spill alone. */
const STORE_TRIES = 60;
const STORE_PAUSE_MS = 1_000;

/**
 * Has Plaid replace an Item's access token, under the Item's lease, so that no refresh meets a dead one. Plaid's answer is the only
 * copy of the new token: it is on the disk, sealed, before the database is asked to keep it, and what a try that was cut short left
 * there is stored by the next one.
 * Source: Plaid /item/access_token/invalidate.
 */
export async function invalidateAccessToken(
  ctx: ServiceContext,
  { itemId, spill }: { itemId: ItemId; spill: Spill },
): Promise<Invalidation> {
  const work = (item: ItemRecord) => replaceUnderLease(ctx, item, spill);
  return (await withItemLease(ctx, itemId, deadlineIn(LEASE_WAIT_MS), work)) ?? { kind: "failed", why: "busy" };
}

async function replaceUnderLease(ctx: ServiceContext, item: ItemRecord, spill: Spill): Promise<Invalidation> {
  const { itemId, accessTokenSealed: sealed } = item;
  if (sealed === null) return { kind: "nothing" };
  const earlier = item.tokenReplacement && findKept(spill, item, item.tokenReplacement);
  if (earlier) return store(ctx, item, earlier, spill);
  try {
    const token = openAccessToken(ctx, item);
    const settled = item.tokenReplacement && (await settleEarlier(ctx, item, { token, spill }));
    if (settled) return settled;
    const replacement = randomUUID();
    if (!(await beginTokenReplacement(sqlOf(ctx.db), { itemId, sealed, replacement }))) return { kind: "nothing" };
    return await replaceAtPlaid(ctx, item, { token, replacement }, spill);
  } catch (error) {
    if (error instanceof SealError) return { kind: "failed", why: error.reason };
    throw error;
  }
}

/** Finds out what became of a try that never told; null when the old token is still good. */
async function settleEarlier(
  ctx: ServiceContext,
  item: ItemRecord,
  { token, spill }: { token: AccessToken; spill: Spill },
): Promise<Invalidation | null> {
  try {
    await getItemMetadata(ctx.plaid, token, { deadline: deadlineIn(CALL_MS) });
    return null;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { errorCode, kind } = error.failure;
    if (errorCode !== "INVALID_ACCESS_TOKEN") return { kind: "unclear", why: errorCode ?? kind };
    const lost = { itemId: item.itemId, replacement: item.tokenReplacement ?? "", at: ctx.clock.now() };
    await markTokenLost(sqlOf(ctx.db), lost);
    spill.drop(item.itemId); // a part of it may lie on the disk
    ctx.log.error("access token lost: it was replaced at Plaid, and the new one was not kept", { itemId: item.itemId });
    return { kind: "lost" };
  }
}

async function replaceAtPlaid(
  ctx: ServiceContext,
  item: ItemRecord,
  { token, replacement }: { token: AccessToken; replacement: string },
  spill: Spill,
): Promise<Invalidation> {
  const { itemId } = item;
  let fresh: AccessToken;
  try {
    fresh = await replaceAccessToken(ctx.plaid, token, { deadline: deadlineIn(CALL_MS) });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const why = error.failure.errorCode ?? error.failure.kind;
    if (!isRefused(error.failure)) return { kind: "unclear", why };
    await cancelTokenReplacement(sqlOf(ctx.db), { itemId, replacement });
    return { kind: "failed", why };
  }
  const kept = { replacement, sealed: sealAccessToken(ctx, item, fresh) };
  try {
    spill.keep(itemId, kept);
  } catch (error) {
    ctx.log.error("the new access token could not be put on the disk before the database keeps it", { itemId, error });
  }
  return store(ctx, item, kept, spill);
}

type KeptToken = { readonly replacement: string; readonly sealed: string };

/** What an earlier try left on the disk, if it is of this replacement. */
function findKept(spill: Spill, { itemId }: ItemRecord, replacement: string): KeptToken | null {
  const kept = spill.find(itemId) as KeptToken | null;
  return kept?.replacement === replacement ? kept : null;
}

async function store(ctx: ServiceContext, item: ItemRecord, kept: KeptToken, spill: Spill): Promise<Invalidation> {
  const { itemId, userId } = item;
  const row = { itemId, ...kept, at: ctx.clock.now() };
  for (let tries = 1; ; tries += 1) {
    try {
      const isStored = await withTransaction(ctx.db, async (tx) => {
        if (!(await storeReplacedToken(tx, row))) return false;
        await recordAudit(ctx, { action: "token_invalidated", userId, subject: itemId }, tx);
        return true;
      });
      spill.drop(itemId);
      return { kind: isStored ? "replaced" : "nothing" };
    } catch (error) {
      if (tries === STORE_TRIES) throw error;
      ctx.log.warn("the new access token is not stored yet", { itemId, error });
      await sleep(STORE_PAUSE_MS);
    }
  }
}
