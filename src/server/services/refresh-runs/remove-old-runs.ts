import { sqlOf } from "@/server/db/client";
import { deleteItemRefreshesBefore, deleteRefreshRunsBefore } from "@/server/db/old-refreshes";
import type { ServiceContext } from "@/server/services/context";

const DAY_MS = 86_400_000;
const RUN_DAYS = 90;
/** 24 months. */
const CHANGE_DAYS = 731;
const AT_A_TIME = 500;

/**
 * Removes runs after 90 days, and what refreshes changed after 24 months. Positions, their history and transactions stay. Any
 * number of workers may do this at once.
 */
export async function removeOldRuns(ctx: ServiceContext): Promise<void> {
  const sql = sqlOf(ctx.db);
  const daysAgo = (days: number) => new Date(ctx.clock.now().getTime() - days * DAY_MS);
  await untilDone(() => deleteRefreshRunsBefore(sql, daysAgo(RUN_DAYS), AT_A_TIME));
  await untilDone(() => deleteItemRefreshesBefore(sql, daysAgo(CHANGE_DAYS), AT_A_TIME));
}

async function untilDone(remove: () => Promise<number>): Promise<void> {
  for (;;) if ((await remove()) < AT_A_TIME) return;
}
