import { type ApiKeyScope, isApiKeyGood, readApiKeyId } from "@/domain/api-keys";
import { findApiKey, noteApiKeyUse } from "@/server/db/api-keys";
import { sqlOf } from "@/server/db/client";
import type { Actor, ServiceContext } from "@/server/services/context";

/** Who calls with a key, and what it is good for. */
export type VerifiedApiKey = {
  readonly keyId: string;
  readonly actor: Extract<Actor, { kind: "service" | "user" }>;
  readonly scopes: readonly ApiKeyScope[];
};

type Parts = Pick<ServiceContext, "db" | "apiKeyMacs" | "clock" | "log">;

/**
 * Who a key stands for; null when it is none that was issued here, or no longer good, and nothing tells which. Asks the
 * database once, whatever it finds. That the key was used is noted later, so nobody waits for it.
 */
export async function verifyApiKey(parts: Parts, apiKey: string): Promise<VerifiedApiKey | null> {
  const keyId = readApiKeyId(apiKey);
  if (keyId === null) return null;
  const kept = await findApiKey(sqlOf(parts.db), keyId);
  const isMatch = parts.apiKeyMacs.isMatch(apiKey, kept);
  const now = parts.clock.now();
  if (!kept || !isMatch || !isApiKeyGood(kept, now)) return null;
  const isDue = kept.lastUsedAt === null || now.getTime() - kept.lastUsedAt.getTime() > NOTE_EVERY_MS;
  if (isDue || kept.macKeyId !== parts.apiKeyMacs.currentKeyId) noteUse(parts, keyId, apiKey, now);
  const { userId, scopes } = kept;
  return { keyId, scopes, actor: userId === null ? { kind: "service", keyId } : { kind: "user", userId, keyId } };
}

const NOTE_EVERY_MS = 60_000;
const beingNoted = new Set<string>();

/** One note at a time for each key, however many requests come with it at once. */
function noteUse({ db, apiKeyMacs, log }: Parts, keyId: string, apiKey: string, at: Date): void {
  if (beingNoted.has(keyId)) return;
  beingNoted.add(keyId);
  void noteApiKeyUse(sqlOf(db), { keyId, at, ...apiKeyMacs.sign(apiKey) })
    .catch((error: unknown) => log.warn("the use of a key could not be noted", { keyId, error }))
    .finally(() => beingNoted.delete(keyId));
}
