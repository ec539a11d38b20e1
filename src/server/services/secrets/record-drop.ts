import { recordAudit } from "@/server/services/audit/record-audit";
import type { ServiceContext } from "@/server/services/context";

/** Puts on record that all secrets but the current one go; they are still known then. */
export async function recordDrop(ctx: ServiceContext): Promise<void> {
  const [key = "", ...dropped] = ctx.sealer.keyIds();
  await recordAudit(ctx, { action: "secret_dropped", userId: null, detail: { key, dropped: dropped.join(" ") } });
}
