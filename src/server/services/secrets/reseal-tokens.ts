import { setTimeout as sleep } from "node:timers/promises";
import type { ItemId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import {
  listTokensUnderOtherKeys,
  type ResealedToken,
  replaceSealedTokens,
  type SealedToken,
} from "@/server/db/sealed-tokens";
import { SealError } from "@/server/platform/seal";
import { openAccessToken, sealAccessToken } from "@/server/services/access-token";
import { recordAudit } from "@/server/services/audit/record-audit";
import type { ServiceContext } from "@/server/services/context";

export type ResealReport = {
  readonly resealed: number;
  /** Items whose token no secret of this install opens. */
  readonly unopenable: readonly ItemId[];
  /** Items that others kept writing for as long as this tried. */
  readonly left: readonly ItemId[];
};

const BATCH = 100;
/** For rows that somebody is just writing; a refresh is done with its row in far less. */
const PASSES = 100;
const PAUSE_MS = 200;

/**
 * Seals every access token under the current secret. May run beside anything, be killed anywhere and be run again: a text is
 * replaced only while it is the one that was opened, so no token is lost, and at the end one key seals all that can be opened. It is
 * on record if it changed something.
 */
export async function resealTokens(ctx: ServiceContext): Promise<ResealReport> {
  let resealed = 0;
  for (let pass = 1; ; pass += 1) {
    const round = await resealOnce(ctx);
    resealed += round.resealed;
    if (round.left.length > 0 && pass < PASSES) {
      await sleep(PAUSE_MS);
      continue;
    }
    const report = { ...round, resealed };
    if (resealed > 0) {
      const [keyId = ""] = ctx.sealer.keyIds();
      const detail = { key: keyId, resealed: String(resealed), unopenable: String(report.unopenable.length) };
      await recordAudit(ctx, { action: "secret_rotated", userId: null, subject: null, detail });
    }
    return report;
  }
}

async function resealOnce(ctx: ServiceContext): Promise<ResealReport> {
  const [keyId = ""] = ctx.sealer.keyIds();
  const unopenable: ItemId[] = [];
  const left: ItemId[] = [];
  let resealed = 0;
  for (let after = ""; ; ) {
    const tokens = await listTokensUnderOtherKeys(sqlOf(ctx.db), { keyId, after, limit: BATCH });
    const last = tokens.at(-1);
    if (!last) return { resealed, unopenable, left };
    after = last.itemId;
    const fresh = tokens.flatMap((token) => sealAnew(ctx, token) ?? []);
    const opened = new Set(fresh.map(({ itemId }) => itemId));
    const stored = await replaceSealedTokens(sqlOf(ctx.db), fresh);
    resealed += stored.size;
    for (const { itemId } of tokens) {
      if (!opened.has(itemId)) unopenable.push(itemId);
      else if (!stored.has(itemId)) left.push(itemId);
    }
  }
}

/** Null for a token that cannot be opened here. */
function sealAnew(ctx: ServiceContext, { itemId, userId, sealed }: SealedToken): ResealedToken | null {
  try {
    const token = openAccessToken(ctx, { itemId, userId, accessTokenSealed: sealed });
    return { itemId, sealed, resealed: sealAccessToken(ctx, { itemId, userId }, token) };
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
