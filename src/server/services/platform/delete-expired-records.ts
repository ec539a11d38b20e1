import { sqlOf } from "@/server/db/client";
import { deleteExpiredRows, EXPIRING_TABLES, type ExpiringTable } from "@/server/db/expired-records";
import type { ServiceContext } from "@/server/services/context";

const AT_A_TIME = 1_000;

/**
 * Deletes the runs and webhooks of more than 90 days ago, the changes of more than 24 months ago and the Link intents that are no
 * longer open, in small statements. Any
 * number of workers may do this at once. Returns how many rows went.
 */
export async function deleteExpiredRecords(ctx: ServiceContext): Promise<number> {
  let total = 0;
  for (const table of EXPIRING_TABLES) {
    const count = await deleteFrom(ctx, table);
    if (count > 0) ctx.log.info("expired records deleted", { table, count });
    total += count;
  }
  return total;
}

async function deleteFrom(ctx: ServiceContext, table: ExpiringTable): Promise<number> {
  const batch = { now: ctx.clock.now(), limit: AT_A_TIME };
  for (let count = 0; ; ) {
    const deleted = await deleteExpiredRows(sqlOf(ctx.db), table, batch);
    count += deleted;
    if (deleted < AT_A_TIME) return count;
  }
}
