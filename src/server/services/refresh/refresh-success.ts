import type { CalendarDate } from "@/domain/calendar-date";
import { covers, type DateRange, fullHistory, lastThirtyDays } from "@/domain/date-range";
import type { RefreshRunId } from "@/domain/ids";
import type { Changes } from "@/domain/reconcile/reconcile";
import { isSweepDue, scheduleAfterSuccess } from "@/domain/refresh-schedule";
import type { RefreshSuccess } from "@/server/db/item-refreshes";
import type { ItemRecord } from "@/server/db/items";
import type { ItemLease } from "./item-lease";

type Told = {
  readonly runId: RefreshRunId;
  readonly lease: ItemLease;
  readonly item: ItemRecord;
  /** The window as Plaid was asked for it; null: it lies in the future. */
  readonly asked: DateRange | null;
  readonly today: CalendarDate;
  readonly at: Date;
};

/** What a refresh that stores these changes leaves on its Item and in its run, and when the next one is due. */
export function toRefreshSuccess(changes: Changes, { runId, lease, item, asked, today, at }: Told): RefreshSuccess {
  const { itemId, fence, owner } = lease;
  const isFullHistory = asked !== null && covers(asked, fullHistory(today));
  return {
    ...{ itemId, fence, owner, runId, at },
    ...scheduleAfterSuccess(at, Math.random()),
    counts: changes.counts,
    holdings: changes.holdingCounts,
    transactions: changes.transactionCounts,
    isFullHistory,
    isRecent: asked !== null && covers(asked, lastThirtyDays(today)),
    isSweepLeft: !isFullHistory && isSweepDue(item, at),
  };
}
