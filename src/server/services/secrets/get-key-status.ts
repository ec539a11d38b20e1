import { sqlOf } from "@/server/db/client";
import { countApiKeysUnderOtherSecrets, countTokensByKey, listUnsettledReplacements } from "@/server/db/sealed-tokens";
import type { ServiceContext } from "@/server/services/context";

export type KeyStatus = {
  /** Those of APP_SECRET in its order, then those under which something is sealed that this install cannot open. */
  readonly keys: readonly {
    readonly keyId: string;
    readonly role: "current" | "previous" | "missing";
    readonly items: number;
  }[];
  /** Texts that no key could have made. */
  readonly damaged: number;
  /** Items whose token was being replaced by somebody who never said how that ended. */
  readonly unsettled: number;
  /** API keys in force that were not used since the secret was changed, and are good only as long as the former one is known. */
  readonly unusedApiKeys: number;
};

/** Which keys seal how many access tokens, and which of them this install can open. No key and no token is opened for it. */
export async function getKeyStatus(ctx: ServiceContext): Promise<KeyStatus> {
  const sql = sqlOf(ctx.db);
  const under = { macKeyId: ctx.apiKeyMacs.currentKeyId, now: ctx.clock.now() };
  const [counted, unsettled, unusedApiKeys] = await Promise.all([
    countTokensByKey(sql),
    listUnsettledReplacements(sql),
    countApiKeysUnderOtherSecrets(sql, under),
  ]);
  const itemsOf = (keyId: string | null) => counted.find((row) => row.keyId === keyId)?.items ?? 0;
  const known = ctx.sealer.keyIds();
  const missing = counted.flatMap(({ keyId }) => (keyId === null || known.includes(keyId) ? [] : [keyId]));
  return {
    keys: [
      ...known.map((keyId, index) => ({
        keyId,
        role: index === 0 ? ("current" as const) : ("previous" as const),
        items: itemsOf(keyId),
      })),
      ...missing.map((keyId) => ({ keyId, role: "missing" as const, items: itemsOf(keyId) })),
    ],
    damaged: itemsOf(null),
    unsettled: unsettled.length,
    unusedApiKeys,
  };
}
