import type { ApiKeyRow } from "@/contracts/api-keys";
import { AppError } from "@/domain/errors";
import { revokeApiKey as revokeKey } from "@/server/db/api-keys";
import { withTransaction } from "@/server/db/transaction";
import { requireSession, type SignIn } from "@/server/services/account/require-session";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeScope } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toApiKeyRow } from "./to-api-key-row";

/**
 * Ends a key for good: the next request that comes with it is refused. `signIn`: null where nobody can sign in, as for a new key.
 * Errors: API_KEY_NOT_FOUND, also for somebody else's and for one that was revoked before; UNAUTHORIZED when the session has ended.
 */
export async function revokeApiKey(
  ctx: ServiceContext,
  { keyId, signIn }: { keyId: string; signIn: SignIn | null },
): Promise<ApiKeyRow> {
  const userId = authorizeScope(ctx);
  const revoked = await withTransaction(ctx.db, async (tx) => {
    if (userId !== null && signIn) await requireSession(ctx, tx, { userId, signIn });
    const key = await revokeKey(tx, { keyId, userId, at: ctx.clock.now() });
    if (!key) return null;
    const detail = { name: key.name };
    await recordAudit(ctx, { action: "key_revoked", userId: key.userId, subject: keyId, detail }, tx);
    return key;
  });
  if (!revoked) throw new AppError("API_KEY_NOT_FOUND");
  return toApiKeyRow(ctx, revoked);
}
