import { randomUUID } from "node:crypto";
import type { DateRange } from "@/domain/date-range";
import type { ItemId, RefreshRunId, UserId } from "@/domain/ids";
import type { RefreshTrigger } from "@/domain/refresh-trigger";
import { sqlOf } from "@/server/db/client";
import { settleRunItem } from "@/server/db/item-refreshes";
import { type Deadline, deadlineIn, type Pace } from "@/server/plaid/deadline";
import type { ServedRefresh, ServiceContext } from "@/server/services/context";
import { performRefresh } from "./perform-refresh";
import { refuseRefresh } from "./refuse-refresh";

export type RefreshRequest = {
  readonly itemId: ItemId;
  /** Whose Item it is, or is said to be: of anybody else's nothing is done, and the reason is `unlinked`. */
  readonly userId: UserId;
  readonly window: DateRange;
  readonly trigger: RefreshTrigger;
  readonly pace: Pace;
  /** The run that asked; a refresh without one opens its own. */
  readonly runId?: RefreshRunId;
};

/** Somebody waits for the first; the second ends before its job counts as lost. */
const DEADLINE_MS: Readonly<Record<Pace, number>> = { interactive: 25_000, background: 25 * 60_000 };

/**
 * The result of a refresh that began after this call, shared with everybody in this process who asks for the same Item and
 * window meanwhile. Never throws for a failed refresh; a caller whose time is up before its turn came is told `busy`.
 */
export async function serveRefresh(ctx: ServiceContext, request: RefreshRequest): Promise<ServedRefresh> {
  const { itemId, userId, window, runId = null, pace } = request;
  const deadline = deadlineIn(DEADLINE_MS[pace], { pace });
  const key = [userId, itemId, window.startDate, window.endDate].join("\u0000");
  const flight = ctx.flights.join(key, () => begin(ctx, request, deadline));
  const served = await Promise.race([flight, passing(deadline)]);
  if (served === null) return { runId, refresh: await refuseRefresh(ctx, { userId, itemId, runId }, "busy") };
  if (runId && served.runId !== runId) {
    await settleRunItem(sqlOf(ctx.db), { ...served.refresh, runId, itemId, at: ctx.clock.now() });
  }
  return served;
}

async function begin(ctx: ServiceContext, request: RefreshRequest, deadline: Deadline): Promise<ServedRefresh> {
  const { itemId, userId, window, trigger, runId = newRefreshRunId() } = request;
  const run = { runId, userId, trigger, requestedAt: ctx.clock.now() };
  return { runId, refresh: await performRefresh(ctx, { itemId, window, run, deadline }) };
}

/** How long a flight that has its own deadline is given to end by itself. */
const GRACE_MS = 1_000;

/** Null, a moment after the deadline: a flight that this caller began itself ends first, with its own reason. */
function passing(deadline: Deadline): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), deadline.remainingMs() + GRACE_MS).unref();
  });
}

export function newRefreshRunId(): RefreshRunId {
  return randomUUID() as RefreshRunId;
}
