/** What a key may be good for: one operation of REST each, but `link`, which covers both that link a brokerage. */
export const API_KEY_SCOPES = ["link", "refresh", "refresh_all", "read"] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/** How long a key lasts unless something else is chosen. */
export const API_KEY_DEFAULT_DAYS = 365;
export const API_KEY_MAX_DAYS = 3650;
/** How many keys of one user may be good at a time. */
export const API_KEYS_PER_USER = 25;

const LAST_CHARACTERS = 4;
// A key's id is no secret: it leads to the row that holds what the key is checked against, and stands in logs.
const KEY = /^pi_[a-z]+_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;

/** The part of a key that may be shown and by which people and scanners know it: `pi_production_0123456789abcdef`. */
export function apiKeyPrefix(environment: string, keyId: string): string {
  return `pi_${environment}_${keyId}`;
}

/** A whole key. Shapes: `keyId` 16 hexadecimal digits, `secret` 43 characters of base64url, which are 256 bits. */
export function toApiKey(environment: string, keyId: string, secret: string): string {
  return `${apiKeyPrefix(environment, keyId)}_${secret}`;
}

/** The id that a text names as a key would; null when it has not the form of one. */
export function readApiKeyId(text: string): string | null {
  return KEY.exec(text)?.[1] ?? null;
}

/** What is kept of a key in clear beside its prefix, so that its owner can tell which one it is. */
export function lastCharactersOf(apiKey: string): string {
  return apiKey.slice(-LAST_CHARACTERS);
}

/** Whether a key that was issued is still good at `now`: neither revoked nor past its end, which null means it has not. */
export function isApiKeyGood(key: { revokedAt: Date | null; expiresAt: Date | null }, now: Date): boolean {
  return key.revokedAt === null && (key.expiresAt === null || now < key.expiresAt);
}
