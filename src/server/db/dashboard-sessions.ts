import type { UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

export type SessionRecord = {
  readonly sessionId: string;
  readonly userId: UserId;
  readonly confirmedAt: Date;
};

/** How long a session lasts that nobody uses. */
const IDLE_END = "interval '7 days'";

/**
 * The session of this token, unless it has ended or was left alone for a week; notes that it was used, at most once a
 * minute.
 */
export async function takeUpSession(sql: SqlExecutor, token: string, at: Date): Promise<SessionRecord | null> {
  const { rows } = await sql.executeSql<SessionRecord>(
    `WITH live AS (
       SELECT id, user_id, confirmed_at FROM dashboard_session
        WHERE token = $1 AND expires_at > $2 AND updated_at > $2::timestamptz - ${IDLE_END}
     ), used AS (
       UPDATE dashboard_session SET updated_at = $2 FROM live
        WHERE dashboard_session.id = live.id AND dashboard_session.updated_at < $2::timestamptz - interval '1 minute'
     )
     SELECT id AS "sessionId", user_id AS "userId", confirmed_at AS "confirmedAt" FROM live`,
    [token, at],
  );
  return rows[0] ?? null;
}

/** Whether a session that was taken up has not ended since; notes nothing. */
export async function isSessionLive(sql: SqlExecutor, sessionId: string, at: Date): Promise<boolean> {
  const { rows } = await sql.executeSql(
    `SELECT FROM dashboard_session WHERE id = $1 AND expires_at > $2 AND updated_at > $2::timestamptz - ${IDLE_END}`,
    [sessionId, at],
  );
  return rows.length > 0;
}

/** Locks a user's session to the end of the transaction, so that nobody ends it before; false when it has ended. */
export async function lockSession(
  tx: SqlExecutor,
  { userId, sessionId, at }: { userId: UserId; sessionId: string; at: Date },
): Promise<boolean> {
  const { rows } = await tx.executeSql(
    `SELECT 1 FROM dashboard_session
      WHERE id = $1 AND user_id = $2 AND expires_at > $3::timestamptz AND updated_at > $3::timestamptz - ${IDLE_END} FOR UPDATE`,
    [sessionId, userId, at],
  );
  return rows.length > 0;
}

export type ListedSession = {
  readonly sessionId: string;
  readonly createdAt: Date;
  readonly usedAt: Date;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
};

/** A user's sessions that have not ended, the last used first. */
export async function listSessions(sql: SqlExecutor, userId: UserId, at: Date): Promise<ListedSession[]> {
  const { rows } = await sql.executeSql<ListedSession>(
    `SELECT id AS "sessionId", created_at AS "createdAt", updated_at AS "usedAt", ip_address AS "ipAddress", user_agent AS "userAgent"
       FROM dashboard_session
      WHERE user_id = $1 AND expires_at > $2 AND updated_at > $2::timestamptz - ${IDLE_END}
      ORDER BY updated_at DESC, id`,
    [userId, at],
  );
  return rows;
}

/** Ends one session of a user's; false when there is no such one. */
export async function deleteSession(sql: SqlExecutor, userId: UserId, sessionId: string): Promise<boolean> {
  const { rows } = await sql.executeSql(`DELETE FROM dashboard_session WHERE user_id = $1 AND id = $2 RETURNING 1`, [
    userId,
    sessionId,
  ]);
  return rows.length > 0;
}

/** Ends a user's sessions but the one that is named; returns how many. */
export async function deleteOtherSessions(
  sql: SqlExecutor,
  userId: UserId,
  keptSessionId: string | null,
): Promise<number> {
  const { rows } = await sql.executeSql(
    `DELETE FROM dashboard_session WHERE user_id = $1 AND id IS DISTINCT FROM $2 RETURNING 1`,
    [userId, keptSessionId],
  );
  return rows.length;
}

/** Ends all sessions of a user but the `kept` last used; returns how many. */
export async function deleteLeastUsedSessions(sql: SqlExecutor, userId: UserId, kept: number): Promise<number> {
  const { rows } = await sql.executeSql(
    `DELETE FROM dashboard_session WHERE id IN (
       SELECT id FROM dashboard_session WHERE user_id = $1 ORDER BY updated_at DESC, id OFFSET $2
     ) RETURNING 1`,
    [userId, kept],
  );
  return rows.length;
}

/** Notes that whoever has this session has just proved who they are. */
export async function confirmSession(sql: SqlExecutor, sessionId: string, at: Date): Promise<void> {
  await sql.executeSql(`UPDATE dashboard_session SET confirmed_at = $2 WHERE id = $1`, [sessionId, at]);
}
