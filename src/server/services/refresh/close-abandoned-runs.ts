import { describeReason } from "@/domain/failure-texts";
import { sqlOf } from "@/server/db/client";
import { closeAbandonedRuns as closeInDatabase } from "@/server/db/refresh-runs";
import type { ServiceContext } from "@/server/services/context";

/** Longer than any refresh may take. */
const ABANDONED_AFTER_MS = 30 * 60_000;
/** Longer than a lease, and than a live process takes from one Item to the next. */
const USER_ABANDONED_AFTER_MS = 60_000;

/** Ends the runs that a process left behind when it was killed, so that nobody waits for them for ever. */
export async function closeAbandonedRuns(ctx: ServiceContext): Promise<void> {
  const now = ctx.clock.now();
  const failure = { error: describeReason("superseded"), at: now };
  const before = (ms: number) => new Date(now.getTime() - ms);
  const ages = { startedBefore: before(ABANDONED_AFTER_MS), userStartedBefore: before(USER_ABANDONED_AFTER_MS) };
  const count = await closeInDatabase(sqlOf(ctx.db), ages, failure);
  if (count > 0) ctx.log.warn("abandoned refresh runs closed", { count });
}
