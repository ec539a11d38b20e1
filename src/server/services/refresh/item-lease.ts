import { setTimeout as sleep } from "node:timers/promises";
import type { DateRange } from "@/domain/date-range";
import { sqlOf } from "@/server/db/client";
import { type FinishedRefresh, findFinishedRefresh } from "@/server/db/item-refreshes";
import { acquireLease, extendLease, type LeaseRequest } from "@/server/db/lease";
import type { Deadline } from "@/server/plaid/deadline";
import type { ServiceContext } from "@/server/services/context";

/** The right to write one Item: whoever holds the newest fence. `signal` is aborted when it is lost. */
export type ItemLease = { readonly fence: bigint; readonly signal: AbortSignal };

export type LeaseOutcome =
  | { kind: "leased"; fence: bigint }
  | { kind: "adopted"; refresh: FinishedRefresh }
  | { kind: "busy" };

const HEARTBEAT_MS = 5_000;
const RETRY_MIN_MS = 40;
const RETRY_SPREAD_MS = 160;

/**
 * Takes the Item's lease, or adopts the result of another process whose refresh of the same window began after `ticket` was
 * read, whichever comes first. `busy` when the deadline passes before either.
 */
export async function leaseOrAdopt(
  ctx: ServiceContext,
  request: LeaseRequest & { ticket: bigint; window: DateRange },
  deadline: Deadline,
): Promise<LeaseOutcome> {
  for (let isFirst = true; ; isFirst = false) {
    if (!isFirst) {
      const refresh = await findFinishedRefresh(ctx.db, request.itemId, request.ticket, request.window);
      if (refresh) return { kind: "adopted", refresh };
    }
    const fence = await acquireLease(sqlOf(ctx.db), request);
    if (fence !== null) return { kind: "leased", fence };
    if (deadline.remainingMs() === 0) return { kind: "busy" };
    await sleep(RETRY_MIN_MS + Math.random() * RETRY_SPREAD_MS);
  }
}

/** Runs `work` while extending the lease. No transaction is open and no connection is held meanwhile. */
export async function whileLeased<T>(
  ctx: ServiceContext,
  itemId: LeaseRequest["itemId"],
  fence: bigint,
  work: (lease: ItemLease) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const heartbeat = setInterval(() => {
    extendLease(sqlOf(ctx.db), itemId, fence).then(
      (isMine) => {
        if (!isMine) lost.abort();
      },
      // The lease outlives two missed beats; the fence decides in the end.
      (error) => ctx.log.warn("lease not extended", { itemId, error }),
    );
  }, HEARTBEAT_MS);
  try {
    return await work({ fence, signal: lost.signal });
  } finally {
    clearInterval(heartbeat);
  }
}
