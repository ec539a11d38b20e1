import type { AuditAction, AuditActor, AuditDetail } from "@/domain/audit";
import { insertAuditEvent } from "@/server/db/audit-events";
import { type SqlExecutor, sqlOf } from "@/server/db/client";
import type { Actor, ServiceContext } from "@/server/services/context";

export type AuditEntry = {
  readonly action: AuditAction;
  /** Whose affair it is; null: nobody's in particular. */
  readonly userId: string | null;
  /** What it was done to: an item_id, the id of a key, a run or a link. */
  readonly subject?: string | null;
  /** Texts for people; never a secret. */
  readonly detail?: AuditDetail;
};

function actorOf(actor: Actor): { actor: AuditActor; actorId: string | null } {
  if (actor.kind === "job" || actor.kind === "operator") return { actor: actor.kind, actorId: null };
  if (actor.keyId !== null)
    return { actor: actor.kind === "user" ? "personal_key" : "service_key", actorId: actor.keyId };
  return actor.kind === "user" ? { actor: "user", actorId: actor.userId } : { actor: "anonymous", actorId: null };
}

/**
 * Writes a line of the audit log, within `tx` where it belongs to what is committed there.
 * Errors: whatever keeps it from being stored; what must be on record does not happen without it.
 */
export async function recordAudit(ctx: ServiceContext, entry: AuditEntry, tx?: SqlExecutor): Promise<void> {
  const { action, userId, subject = null, detail = {} } = entry;
  const event = { action, userId, subject, detail, requestId: ctx.requestId, ...actorOf(ctx.actor) };
  await insertAuditEvent(tx ?? sqlOf(ctx.db), event);
}
