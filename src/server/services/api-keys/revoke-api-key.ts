import type { ApiKeyRow } from "@/contracts/api-keys";
import { AppError } from "@/domain/errors";
import { revokeApiKey as revokeKey } from "@/server/db/api-keys";
import { withTransaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeScope } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toApiKeyRow } from "./to-api-key-row";

/**
 * Ends a key for good: the next request that comes with it is refused.
 * Errors: API_KEY_NOT_FOUND, also for somebody else's and for one that was revoked before.
 */
export async function revokeApiKey(ctx: ServiceContext, { keyId }: { keyId: string }): Promise<ApiKeyRow> {
  const revoked = await withTransaction(ctx.db, async (tx) => {
    const key = await revokeKey(tx, { keyId, userId: authorizeScope(ctx), at: ctx.clock.now() });
    if (!key) return null;
    const detail = { name: key.name };
    await recordAudit(ctx, { action: "key_revoked", userId: key.userId, subject: keyId, detail }, tx);
    return key;
  });
  if (!revoked) throw new AppError("API_KEY_NOT_FOUND");
  return toApiKeyRow(ctx, revoked);
}
