import type { AuditAction, AuditActor, AuditDetail } from "@/domain/audit";
import type { UserId } from "@/domain/ids";
import { type Db, type SqlExecutor, sqlOf } from "./client";

export type NewAuditEvent = {
  readonly action: AuditAction;
  readonly actor: AuditActor;
  /** The user's or the key's id; null where nobody is known. */
  readonly actorId: string | null;
  /** Whose affair it is; null: nobody's in particular. */
  readonly userId: string | null;
  /** What it was done to. */
  readonly subject: string | null;
  readonly detail: AuditDetail;
  readonly requestId: string | null;
};

/** `itemName`: of the institution, where the subject is an Item of the user's. */
export type ListedAuditEvent = NewAuditEvent & {
  readonly id: string;
  readonly at: Date;
  readonly itemName: string | null;
};

/** An Item that was disconnected has its name on its receipt alone. */
const ITEM_NAME = `(SELECT coalesce(n.name, i.institution_name, (
    SELECT r.institution_name FROM receipt r WHERE r.item_id = i.item_id AND r.user_id = $1 ORDER BY r.requested_at DESC LIMIT 1))
  FROM item i LEFT JOIN institution n ON n.institution_id = i.institution_id
  WHERE i.item_id = e.subject AND i.user_id = $1)`;

/** Adds a line to the audit log. What is written stays: the database refuses to change or delete it. */
export async function insertAuditEvent(sql: SqlExecutor, event: NewAuditEvent): Promise<void> {
  await sql.executeSql(
    `INSERT INTO audit_event (action, actor, actor_id, user_id, subject, detail, request_id)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7)`,
    [
      ...[event.action, event.actor, event.actorId, event.userId, event.subject],
      ...[JSON.stringify(event.detail), event.requestId],
    ],
  );
}

/** The user's lines, newest first, older than the line `before`. */
export async function listAuditEvents(
  db: Db,
  userId: UserId,
  { before, limit }: { before: string | null; limit: number },
): Promise<ListedAuditEvent[]> {
  const { rows } = await sqlOf(db).executeSql<ListedAuditEvent>(
    `SELECT id::text AS id, at, action, actor, actor_id AS "actorId", user_id AS "userId", subject, detail, request_id AS "requestId",
            ${ITEM_NAME} AS "itemName"
     FROM audit_event e WHERE user_id = $1 AND ($2::bigint IS NULL OR e.id < $2::bigint) ORDER BY e.id DESC LIMIT $3`,
    [userId, before, limit],
  );
  return rows;
}

/** Replaces the user's id by a pseudonym in every line, the one change that the log allows; returns in how many. */
export async function pseudonymiseAuditUser(sql: SqlExecutor, userId: UserId, pseudonym: string): Promise<number> {
  const { rows } = await sql.executeSql<{ count: number }>("SELECT audit_event_pseudonymise($1, $2)::int AS count", [
    userId,
    pseudonym,
  ]);
  return rows[0]?.count ?? 0;
}
