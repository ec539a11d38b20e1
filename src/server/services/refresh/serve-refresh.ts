import { randomUUID } from "node:crypto";
import type { DateRange } from "@/domain/date-range";
import type { ItemId, RefreshRunId, UserId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { settleRunItem } from "@/server/db/item-refreshes";
import { findItem } from "@/server/db/items";
import { insertRefreshRun, type RefreshTrigger } from "@/server/db/refresh-runs";
import { deadlineIn, type Pace } from "@/server/plaid/deadline";
import type { ServedRefresh, ServiceContext } from "@/server/services/context";
import { performRefresh } from "./perform-refresh";

export type RefreshRequest = {
  readonly itemId: ItemId;
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
 * window meanwhile. Never throws for a failed refresh.
 */
export async function serveRefresh(ctx: ServiceContext, request: RefreshRequest): Promise<ServedRefresh> {
  const { itemId, window, runId } = request;
  const served = await ctx.flights.join(`${itemId}\u0000${window.startDate}\u0000${window.endDate}`, () =>
    begin(ctx, request),
  );
  if (runId && served.runId !== runId) {
    await settleRunItem(sqlOf(ctx.db), { ...served.refresh, runId, itemId, at: ctx.clock.now() });
  }
  return served;
}

async function begin(ctx: ServiceContext, request: RefreshRequest): Promise<ServedRefresh> {
  const { itemId, userId, window, trigger, pace } = request;
  const deadline = deadlineIn(DEADLINE_MS[pace], { pace });
  const item = await findItem(ctx.db, itemId);
  if (!item) throw new Error("an Item that was found has gone");
  const runId = request.runId ?? newRefreshRunId();
  if (!request.runId) {
    const requestedAt = ctx.clock.now();
    await insertRefreshRun(sqlOf(ctx.db), { runId, userId, trigger, window, requestedAt, itemIds: [itemId] });
  }
  return { runId, refresh: await performRefresh(ctx, { item, window, runId, deadline }) };
}

export function newRefreshRunId(): RefreshRunId {
  return randomUUID() as RefreshRunId;
}
