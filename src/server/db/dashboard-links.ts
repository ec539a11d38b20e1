import type { AccountLinkKind } from "@/domain/accounts";
import type { UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

export type LinkRecord = {
  readonly linkId: string;
  readonly kind: AccountLinkKind;
  /** Of an invitation: whom it is for; of a reset: the account's. Null for setup. */
  readonly email: string | null;
  /** Of a reset: the account's. */
  readonly name: string | null;
  /** Who invited, or whose password is reset. */
  readonly userId: UserId | null;
  /** Of a reset: that it also removes passkeys, API keys and open invitations. */
  readonly revokesAll: boolean;
};

/** A setup link is good only while there is no account at all. */
const IS_OPEN = `l.used_at IS NULL AND l.expires_at > $2 AND (l.kind <> 'setup' OR NOT EXISTS (SELECT FROM dashboard_user))`;
const COLUMNS = `l.id AS "linkId", l.kind, coalesce(l.email, u.email) AS email, u.name, l.user_id AS "userId", l.revokes_all AS "revokesAll"`;

/** What a link is for, when it may still be used. */
export async function findOpenLink(sql: SqlExecutor, tokenHash: string, at: Date): Promise<LinkRecord | null> {
  const { rows } = await sql.executeSql<LinkRecord>(
    `SELECT ${COLUMNS} FROM dashboard_link l LEFT JOIN dashboard_user u ON u.id = l.user_id AND l.kind = 'reset'
      WHERE l.token_hash = $1 AND ${IS_OPEN}`,
    [tokenHash, at],
  );
  return rows[0] ?? null;
}

/**
 * Uses a link up, which forgets whom it was for: of any number who try at the same time one gets it, and the others null. `email` is
 * that of a reset alone.
 */
export async function takeLink(sql: SqlExecutor, linkId: string, at: Date): Promise<LinkRecord | null> {
  const { rows } = await sql.executeSql<LinkRecord>(
    `WITH taken AS (
       UPDATE dashboard_link l SET used_at = $2, email = NULL WHERE l.id = $1 AND ${IS_OPEN} RETURNING l.*
     )
     SELECT ${COLUMNS} FROM taken l LEFT JOIN dashboard_user u ON u.id = l.user_id AND l.kind = 'reset'`,
    [linkId, at],
  );
  return rows[0] ?? null;
}

/** Voids the reset links of an account that nobody has used. */
export async function deleteOpenResets(sql: SqlExecutor, userId: UserId): Promise<void> {
  await sql.executeSql(`DELETE FROM dashboard_link WHERE user_id = $1 AND kind = 'reset' AND used_at IS NULL`, [
    userId,
  ]);
}

/** Keeps an invitation in place of any that is open for the same address; false when an account has this address. */
export async function createInvitation(
  sql: SqlExecutor,
  link: { linkId: string; tokenHash: string; email: string; userId: UserId; at: Date; expiresAt: Date },
): Promise<boolean> {
  const { rows } = await sql.executeSql(
    `WITH former AS (
       DELETE FROM dashboard_link WHERE kind = 'invitation' AND user_id = $4 AND email = $3 AND used_at IS NULL
     )
     INSERT INTO dashboard_link (id, kind, token_hash, email, user_id, created_at, expires_at)
     SELECT $1, 'invitation', $2, $3, $4, $5, $6 WHERE NOT EXISTS (SELECT FROM dashboard_user WHERE email = $3) RETURNING 1`,
    [link.linkId, link.tokenHash, link.email, link.userId, link.at, link.expiresAt],
  );
  return rows.length > 0;
}

export type InvitationRecord = {
  readonly invitationId: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** The open invitations that a user has made, the latest first. */
export async function listInvitations(sql: SqlExecutor, userId: UserId, at: Date): Promise<InvitationRecord[]> {
  const { rows } = await sql.executeSql<InvitationRecord>(
    `SELECT id AS "invitationId", email, created_at AS "createdAt", expires_at AS "expiresAt" FROM dashboard_link
      WHERE user_id = $1 AND kind = 'invitation' AND used_at IS NULL AND expires_at > $2 ORDER BY created_at DESC, id`,
    [userId, at],
  );
  return rows;
}

/** Takes back an invitation; null when the user has no such open one, else whom it was for. */
export async function deleteInvitation(sql: SqlExecutor, userId: UserId, linkId: string): Promise<string | null> {
  const { rows } = await sql.executeSql<{ email: string }>(
    `DELETE FROM dashboard_link WHERE user_id = $1 AND id = $2 AND kind = 'invitation' AND used_at IS NULL RETURNING email`,
    [userId, linkId],
  );
  return rows[0]?.email ?? null;
}
