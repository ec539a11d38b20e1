import type { ServiceContext } from "@/server/services/context";
import { recordSparingly } from "./record-sparingly";

/** Puts on record that a caller asked for what it may not have. Errors: whatever keeps it from being stored. */
export async function recordDenial(ctx: ServiceContext, operation: string): Promise<void> {
  const { actor } = ctx;
  const keyId = actor.kind === "user" || actor.kind === "service" ? actor.keyId : null;
  const userId = actor.kind === "user" ? actor.userId : null;
  const entry = { action: "access_denied", userId, subject: keyId, detail: { operation } } as const;
  await recordSparingly(ctx, { ...entry, what: operation });
}
