import type { AccountView } from "@/contracts/account";
import { CONFIRMED_FOR_MS, isPasskeyHost } from "@/domain/accounts";
import { AppError } from "@/domain/errors";
import { sqlOf } from "@/server/db/client";
import { findDashboardUser } from "@/server/db/dashboard-users";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/** The account of whoever is signed in. Errors: NOT_FOUND. */
export async function getAccount(
  ctx: ServiceContext,
  { userId, confirmedAt }: { userId: string; confirmedAt: Date },
): Promise<AccountView> {
  const account = await findDashboardUser(sqlOf(ctx.db), authorizeUser(ctx, userId));
  if (!account) throw new AppError("NOT_FOUND");
  const { name, email, hasPassword } = account;
  return {
    ...{ userId, name, email, hasPassword },
    canHavePasskeys: ctx.settings.hostname !== null && isPasskeyHost(ctx.settings.hostname),
    confirmedUntil: new Date(confirmedAt.getTime() + CONFIRMED_FOR_MS).toISOString(),
  };
}
