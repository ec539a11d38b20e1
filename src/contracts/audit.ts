import type { AuditAction, AuditActor, AuditDetail } from "@/domain/audit";

export type AuditEventRow = {
  id: string;
  at: string;
  action: AuditAction;
  actor: AuditActor;
  /** What it was done to: an item_id, a key's or a run's id. */
  subject: string | null;
  detail: AuditDetail;
  /** Where the subject is an Item of the user's: its institution, also when it was disconnected since. */
  itemName: string | null;
};

export type AuditEventList = {
  events: AuditEventRow[];
  /** Opaque; pass as `before` for the next page. Null at the end. */
  nextCursor: string | null;
};
