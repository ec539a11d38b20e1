import type { UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

export type PasskeyRecord = { readonly passkeyId: string; readonly name: string | null; readonly createdAt: Date };

export async function listPasskeys(sql: SqlExecutor, userId: UserId): Promise<PasskeyRecord[]> {
  const { rows } = await sql.executeSql<PasskeyRecord>(
    `SELECT id AS "passkeyId", name, created_at AS "createdAt" FROM dashboard_passkey
      WHERE user_id = $1 ORDER BY created_at, id`,
    [userId],
  );
  return rows;
}

/** False when the user has no such passkey. */
export async function renamePasskey(
  sql: SqlExecutor,
  userId: UserId,
  passkey: { passkeyId: string; name: string },
): Promise<boolean> {
  const { rows } = await sql.executeSql(
    `UPDATE dashboard_passkey SET name = $3 WHERE user_id = $1 AND id = $2 RETURNING 1`,
    [userId, passkey.passkeyId, passkey.name],
  );
  return rows.length > 0;
}

/** False when the user has no such passkey. */
export async function deletePasskey(sql: SqlExecutor, userId: UserId, passkeyId: string): Promise<boolean> {
  const { rows } = await sql.executeSql(`DELETE FROM dashboard_passkey WHERE user_id = $1 AND id = $2 RETURNING 1`, [
    userId,
    passkeyId,
  ]);
  return rows.length > 0;
}

/** Whether the user still has the passkey of this credential. */
export async function hasPasskey(sql: SqlExecutor, userId: UserId, credentialId: string): Promise<boolean> {
  const { rows } = await sql.executeSql(`SELECT 1 FROM dashboard_passkey WHERE user_id = $1 AND credential_id = $2`, [
    userId,
    credentialId,
  ]);
  return rows.length > 0;
}
