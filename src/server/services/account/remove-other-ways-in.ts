import type { UserId } from "@/domain/ids";
import { listApiKeys, revokeApiKey } from "@/server/db/api-keys";
import { deleteInvitation, listInvitations } from "@/server/db/dashboard-links";
import { deletePasskey, listPasskeys } from "@/server/db/dashboard-passkeys";
import type { Tx } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record-audit";
import type { ServiceContext } from "@/server/services/context";

/** Removes whatever lets somebody in beside a password, each with its line: passkeys, API keys, open invitations. */
export async function removeOtherWaysIn(ctx: ServiceContext, tx: Tx, userId: UserId): Promise<void> {
  const at = ctx.clock.now();
  const detail = { by: "reset" };
  for (const { passkeyId } of await listPasskeys(tx, userId)) {
    await deletePasskey(tx, userId, passkeyId);
    await recordAudit(ctx, { action: "passkey_removed", userId, detail }, tx);
  }
  for (const { keyId, name } of await listApiKeys(tx, userId)) {
    await revokeApiKey(tx, { keyId, userId, at });
    await recordAudit(ctx, { action: "key_revoked", userId, subject: keyId, detail: { ...detail, name } }, tx);
  }
  for (const { invitationId } of await listInvitations(tx, userId, at)) {
    await deleteInvitation(tx, userId, invitationId);
    await recordAudit(ctx, { action: "invitation_revoked", userId, subject: invitationId, detail }, tx);
  }
}
