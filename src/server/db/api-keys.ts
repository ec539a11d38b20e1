import type { ApiKeyScope } from "@/domain/api-keys";
import type { UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

/** A key as it is kept; of its secret only what it is checked against. */
export type ApiKeyRecord = {
  readonly keyId: string;
  /** Whose key it is; null: a service key, good for any user. */
  readonly userId: UserId | null;
  readonly name: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly lastCharacters: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};
/** HMAC-SHA256 of the whole key, and the id of the secret that it was made under. */
export type ApiKeyMac = { readonly mac: Uint8Array; readonly macKeyId: string };

const COLUMNS = `id AS "keyId", user_id AS "userId", name, scopes, last_characters AS "lastCharacters", created_at AS "createdAt",
  expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;

/** Any key by its id, with what it is checked against: this one statement is all that a check asks of the database. */
export async function findApiKey(sql: SqlExecutor, keyId: string): Promise<(ApiKeyRecord & ApiKeyMac) | null> {
  const { rows } = await sql.executeSql<ApiKeyRecord & ApiKeyMac>(
    `SELECT ${COLUMNS}, mac, mac_key_id AS "macKeyId" FROM api_key WHERE id = $1`,
    [keyId],
  );
  return rows[0] ?? null;
}

/** Notes that a key was used, once a minute at most, and keeps it under the secret that is now the current one. */
export async function noteApiKeyUse(
  sql: SqlExecutor,
  { keyId, at, mac, macKeyId }: { keyId: string; at: Date } & ApiKeyMac,
): Promise<void> {
  await sql.executeSql(
    `UPDATE api_key SET last_used_at = greatest(last_used_at, $2), mac = $3, mac_key_id = $4
      WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute' OR mac_key_id <> $4)`,
    [keyId, at, mac, macKeyId],
  );
}

/** How many keys of the user are good at `now`. */
export async function countGoodApiKeys(
  sql: SqlExecutor,
  { userId, now }: { userId: UserId; now: Date },
): Promise<number> {
  const { rows } = await sql.executeSql<{ count: number }>(
    `SELECT count(*)::int AS count FROM api_key
     WHERE user_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
    [userId, now],
  );
  return rows[0]?.count ?? 0;
}

/** Keeps a new key. */
export async function insertApiKey(
  sql: SqlExecutor,
  key: Omit<ApiKeyRecord, "lastUsedAt" | "revokedAt"> & ApiKeyMac,
): Promise<void> {
  await sql.executeSql(
    `INSERT INTO api_key (id, user_id, name, scopes, mac, mac_key_id, created_at, expires_at, last_characters)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      key.keyId,
      key.userId,
      key.name,
      key.scopes,
      key.mac,
      key.macKeyId,
      key.createdAt,
      key.expiresAt,
      key.lastCharacters,
    ],
  );
}

/** The user's keys that were not revoked, or with null those of all users and services; the newest first. */
export async function listApiKeys(sql: SqlExecutor, userId: UserId | null): Promise<ApiKeyRecord[]> {
  const { rows } = await sql.executeSql<ApiKeyRecord>(
    `SELECT ${COLUMNS} FROM api_key WHERE revoked_at IS NULL AND ($1::text IS NULL OR user_id = $1)
      ORDER BY created_at DESC, id`,
    [userId],
  );
  return rows;
}

/** Ends a key of the user's, or with null anybody's, for good; null when there is no such one, or it was ended already. */
export async function revokeApiKey(
  sql: SqlExecutor,
  { keyId, userId, at }: { keyId: string; userId: UserId | null; at: Date },
): Promise<ApiKeyRecord | null> {
  const { rows } = await sql.executeSql<ApiKeyRecord>(
    `UPDATE api_key SET revoked_at = $3 WHERE id = $1 AND ($2::text IS NULL OR user_id = $2) AND revoked_at IS NULL
     RETURNING ${COLUMNS}`,
    [keyId, userId, at],
  );
  return rows[0] ?? null;
}
