import type { InvitationView } from "@/contracts/account";
import { sqlOf } from "@/server/db/client";
import { listInvitations as listRecords } from "@/server/db/dashboard-links";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/** The invitations that a user has made and nobody has used yet. */
export async function listInvitations(ctx: ServiceContext, { userId }: { userId: string }): Promise<InvitationView[]> {
  const records = await listRecords(sqlOf(ctx.db), authorizeUser(ctx, userId), ctx.clock.now());
  return records.map(({ createdAt, expiresAt, ...invitation }) => ({
    ...invitation,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}
