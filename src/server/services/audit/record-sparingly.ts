import type { ServiceContext } from "@/server/services/context";
import { type AuditEntry, recordAudit } from "./record-audit";

/**
 * Puts on record what somebody can bring about as often as they like: for each `who` and `what` of an action the first in a minute;
 * the next line tells how many were left out in between. Nobody can cut the audit log, so nobody may flood it. What was first stays so
 * in memory, whatever is rolled back: not within a transaction.
 * Errors: whatever keeps it from being stored.
 */
export async function recordSparingly(
  ctx: ServiceContext,
  { who = requesterOf(ctx), what = "", ...entry }: AuditEntry & { readonly who?: string; readonly what?: string },
): Promise<void> {
  const leftOut = ctx.limits.auditLines.take(JSON.stringify([entry.action, who, what]), performance.now());
  if (leftOut === null) return;
  const detail = leftOut > 0 ? { ...entry.detail, leftOut: String(leftOut) } : entry.detail;
  await recordAudit(ctx, { ...entry, ...(detail && { detail }) });
}

function requesterOf({ actor }: ServiceContext): string {
  if (actor.kind === "job" || actor.kind === "operator") return actor.kind;
  return JSON.stringify([actor.keyId, actor.kind === "user" ? actor.userId : null]);
}
