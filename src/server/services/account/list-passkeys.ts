import type { PasskeyView } from "@/contracts/account";
import { sqlOf } from "@/server/db/client";
import { listPasskeys as listRecords } from "@/server/db/dashboard-passkeys";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/** The passkeys of a user, the oldest first. */
export async function listPasskeys(ctx: ServiceContext, { userId }: { userId: string }): Promise<PasskeyView[]> {
  const records = await listRecords(sqlOf(ctx.db), authorizeUser(ctx, userId));
  return records.map(({ passkeyId, name, createdAt }) => ({
    passkeyId,
    name: name ?? "Passkey",
    createdAt: createdAt.toISOString(),
  }));
}
