import { createSealer } from "@/server/platform/seal";
import { recordAudit } from "@/server/services/audit/record-audit";
import type { ServiceContext } from "@/server/services/context";

/** Puts on record that a new secret becomes the current one; nothing is sealed under it yet. */
export async function recordRotation(ctx: ServiceContext, secret: Uint8Array): Promise<void> {
  const [key = ""] = createSealer({ secrets: () => [secret], environment: ctx.settings.environment }).keyIds();
  await recordAudit(ctx, { action: "secret_rotated", userId: null, detail: { key } });
}
