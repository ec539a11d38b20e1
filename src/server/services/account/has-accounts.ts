import { sqlOf } from "@/server/db/client";
import { hasDashboardUsers } from "@/server/db/dashboard-users";
import type { ServiceContext } from "@/server/services/context";

/** Whether anybody has an account of this install. */
export async function hasAccounts(ctx: ServiceContext): Promise<boolean> {
  return hasDashboardUsers(sqlOf(ctx.db));
}
