import type { AuditEventList, AuditEventRow } from "@/contracts/audit";
import { type ListedAuditEvent, listAuditEvents as listStored } from "@/server/db/audit-events";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

const PAGE_SIZE = 25;
const CURSOR = /^\d{1,18}$/;

/** What was done at the door in the user's affairs, newest first. A cursor that no page gave is the beginning. */
export async function listAuditEvents(
  ctx: ServiceContext,
  input: { userId: string; before: string | null },
): Promise<AuditEventList> {
  const before = input.before !== null && CURSOR.test(input.before) ? input.before : null;
  const rows = await listStored(ctx.db, authorizeUser(ctx, input.userId), { before, limit: PAGE_SIZE + 1 });
  const page = rows.slice(0, PAGE_SIZE);
  return {
    events: page.map(toEventRow),
    nextCursor: rows.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null,
  };
}

function toEventRow({ id, at, action, actor, subject, detail, itemName }: ListedAuditEvent): AuditEventRow {
  return { id, at: at.toISOString(), action, actor, subject, detail, itemName };
}
