import type { ApiKeyRow } from "@/contracts/api-keys";
import { apiKeyPrefix, isApiKeyGood } from "@/domain/api-keys";
import type { ApiKeyRecord } from "@/server/db/api-keys";
import type { ServiceContext } from "@/server/services/context";

/** A key as lists show it, without anything that it could be used by. */
export function toApiKeyRow({ settings, clock }: ServiceContext, key: ApiKeyRecord): ApiKeyRow {
  return {
    keyId: key.keyId,
    userId: key.userId,
    name: key.name,
    prefix: apiKeyPrefix(settings.environment, key.keyId),
    lastCharacters: key.lastCharacters,
    scopes: [...key.scopes],
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    isExpired: !isApiKeyGood({ revokedAt: null, expiresAt: key.expiresAt }, clock.now()),
  };
}
