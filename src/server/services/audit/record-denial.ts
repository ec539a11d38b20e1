import type { ServiceContext } from "@/server/services/context";
import { recordAudit } from "./record-audit";

/**
 * Puts on record that a caller asked for what it may not have: for one key and operation once a minute, whatever it tries.
 * Errors: whatever keeps it from being stored.
 */
export async function recordDenial(ctx: ServiceContext, operation: string): Promise<void> {
  const { actor, limits } = ctx;
  const keyId = actor.kind === "user" || actor.kind === "service" ? actor.keyId : null;
  if (!limits.denials.take(`${keyId} ${operation}`, performance.now()).isAllowed) return;
  const userId = actor.kind === "user" ? actor.userId : null;
  await recordAudit(ctx, { action: "access_denied", userId, subject: keyId, detail: { operation } });
}
