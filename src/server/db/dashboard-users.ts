import type { UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

export type DashboardUserRecord = {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly hasPassword: boolean;
  readonly passkeyCount: number;
};

const PASSWORD = "provider_id = 'credential'";

/** Whether anybody has an account. */
export async function hasDashboardUsers(sql: SqlExecutor): Promise<boolean> {
  const { rows } = await sql.executeSql<{ isAny: boolean }>(`SELECT EXISTS (SELECT FROM dashboard_user) AS "isAny"`);
  return rows[0]?.isAny ?? false;
}

export async function findDashboardUser(sql: SqlExecutor, userId: UserId): Promise<DashboardUserRecord | null> {
  const { rows } = await sql.executeSql<DashboardUserRecord>(
    `SELECT u.id AS "userId", u.name, u.email,
            EXISTS (SELECT FROM dashboard_credential c WHERE c.user_id = u.id AND c.${PASSWORD}) AS "hasPassword",
            (SELECT count(*)::int FROM dashboard_passkey p WHERE p.user_id = u.id) AS "passkeyCount"
       FROM dashboard_user u WHERE u.id = $1`,
    [userId],
  );
  return rows[0] ?? null;
}

/** Makes an account; false when one has this e-mail address already. */
export async function createDashboardUser(
  sql: SqlExecutor,
  { userId, name, email, at }: { userId: string; name: string; email: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql.executeSql(
    `WITH usr AS (INSERT INTO app_user (id, created_at) VALUES ($1, $4) ON CONFLICT (id) DO NOTHING)
     INSERT INTO dashboard_user (id, name, email, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)
     ON CONFLICT (email) DO NOTHING RETURNING 1`,
    [userId, name, email, at],
  );
  return rows.length > 0;
}

/** Changes name and, unless it is null, address; false when another account has this address. */
export async function updateDashboardUser(
  sql: SqlExecutor,
  userId: UserId,
  { name, email, at }: { name: string; email: string | null; at: Date },
): Promise<boolean> {
  const { rows } = await sql.executeSql(
    `UPDATE dashboard_user SET name = $2, email = coalesce($3, email), updated_at = $4
      WHERE id = $1 AND NOT EXISTS (SELECT FROM dashboard_user other WHERE other.email = $3 AND other.id <> $1) RETURNING 1`,
    [userId, name, email, at],
  );
  return rows.length > 0;
}

/**
 * Locks an account to the end of the transaction, for what depends on its ways to sign in. Whatever changes those, or signs in by
 * one of them, takes this lock before any other.
 */
export async function lockDashboardUser(tx: SqlExecutor, userId: UserId): Promise<void> {
  await tx.executeSql(`SELECT 1 FROM dashboard_user WHERE id = $1 FOR UPDATE`, [userId]);
}

export async function findPasswordHash(sql: SqlExecutor, userId: UserId): Promise<string | null> {
  const { rows } = await sql.executeSql<{ password: string | null }>(
    `SELECT password FROM dashboard_credential WHERE user_id = $1 AND ${PASSWORD}`,
    [userId],
  );
  return rows[0]?.password ?? null;
}

/** Gives an account a password in place of any that it has. */
export async function storePasswordHash(
  sql: SqlExecutor,
  { id, userId, hash, at }: { id: string; userId: string; hash: string; at: Date },
): Promise<void> {
  await sql.executeSql(
    `INSERT INTO dashboard_credential (id, account_id, provider_id, user_id, password, created_at, updated_at)
     VALUES ($1, $2, 'credential', $2, $3, $4, $4)
     ON CONFLICT (user_id, provider_id) DO UPDATE SET password = excluded.password, updated_at = excluded.updated_at`,
    [id, userId, hash, at],
  );
}
