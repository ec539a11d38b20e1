import { NAME_MAX_CHARACTERS, toShownName } from "@/domain/shown-text";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { requireAllowed } from "@/server/services/limits";
import { recordAudit } from "./record-audit";

/**
 * Puts on record that the user takes data out of the app, in a file of that name: their browser makes it of what it may read.
 * Errors: RATE_LIMITED.
 */
export async function recordExport(ctx: ServiceContext, input: { userId: string; name: string }): Promise<void> {
  const userId = authorizeUser(ctx, input.userId);
  requireAllowed(ctx.limits.exports.take(userId, performance.now()));
  const name = toShownName([...input.name].slice(0, NAME_MAX_CHARACTERS).join("")) ?? "";
  await recordAudit(ctx, { action: "export", userId, detail: { name } });
}
