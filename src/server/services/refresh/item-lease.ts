import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ItemId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { type FinishedRefresh, findFinishedRefresh } from "@/server/db/item-refreshes";
import type { ItemRecord } from "@/server/db/items";
import {
  acquireBareLease,
  acquireLease,
  extendLease,
  type LeaseKey,
  type LeaseRequest,
  releaseLease,
} from "@/server/db/lease";
import type { Deadline } from "@/server/plaid/deadline";
import { cutOffSignal, untilDone } from "@/server/platform/stopping";
import type { ServiceContext } from "@/server/services/context";

/** The right to write one Item: whoever holds the newest lease. `signal` is aborted when it is lost, or the process cut off. */
export type ItemLease = LeaseKey & { readonly signal: AbortSignal };

/** `item` is the Item as it stood when the lease was taken. */
export type LeaseOutcome =
  | { kind: "leased"; ticket: bigint; key: LeaseKey; item: ItemRecord }
  | { kind: "adopted"; refresh: FinishedRefresh }
  | { kind: "refused"; reason: "busy" | "unlinked" };

const HEARTBEAT_MS = 5_000;
const RETRY_MIN_MS = 40;
const RETRY_SPREAD_MS = 160;

/**
 * Takes the Item's lease, or adopts the result of another process whose refresh of the same window began after this was first
 * asked, whichever comes first. Refused as `busy` when the deadline passes before either, as `unlinked` when the run's user has no
 * such Item, or no more. `asked` is the ticket of the first time, if this
 * is not it.
 */
export async function leaseOrAdopt(
  ctx: ServiceContext,
  request: Pick<LeaseRequest, "itemId" | "run" | "window">,
  deadline: Deadline,
  asked: bigint | null,
): Promise<LeaseOutcome> {
  const { itemId, window } = request;
  for (let ticket = asked; ; ) {
    const refresh = ticket !== null && (await findFinishedRefresh(ctx.db, itemId, ticket, window));
    if (refresh) return { kind: "adopted", refresh };
    const owner = `${process.pid}:${randomUUID()}`;
    const attempt = { ...request, owner, startedAt: ctx.clock.now(), ticket };
    const answer = await acquireLease(sqlOf(ctx.db), attempt).catch((error) => {
      // It may have been granted all the same.
      void untilDone(giveBack(ctx, attempt));
      throw error;
    });
    if (answer === null) return { kind: "refused", reason: "unlinked" };
    ticket ??= answer.ticket;
    if (answer.leased) {
      const { fence, item } = answer.leased;
      return { kind: "leased", ticket, key: { itemId, fence, owner }, item };
    }
    if (deadline.remainingMs() === 0 || cutOffSignal().aborted) return { kind: "refused", reason: "busy" };
    await sleep(RETRY_MIN_MS + Math.random() * RETRY_SPREAD_MS);
  }
}

/** Runs `work` while extending the lease; a stopping process waits for its end. No transaction is open and no connection is held meanwhile. */
export async function whileLeased<T>(
  ctx: ServiceContext,
  key: LeaseKey,
  work: (lease: ItemLease) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const heartbeat = setInterval(() => {
    extendLease(sqlOf(ctx.db), key).then(
      (isMine) => {
        if (!isMine) lost.abort();
      },
      // The lease outlives two missed beats; the fence decides in the end.
      (error) => ctx.log.warn("lease not extended", { itemId: key.itemId, error }),
    );
  }, HEARTBEAT_MS);
  const cutOff = cutOffSignal();
  const end = () => lost.abort();
  cutOff.addEventListener("abort", end, { once: true });
  // The process may have been cut off while the database was granting it, and that is not told again.
  if (cutOff.aborted) end();
  try {
    return await untilDone(work({ ...key, signal: lost.signal }));
  } catch (error) {
    void untilDone(giveBack(ctx, key));
    throw error;
  } finally {
    cutOff.removeEventListener("abort", end);
    clearInterval(heartbeat);
  }
}

/**
 * Runs `work` while nobody else may write the Item, on its row as it stood when the lease was taken; nobody refreshes it
 * meanwhile. Null when the lease was not to be had before the deadline.
 */
export async function withItemLease<T>(
  ctx: ServiceContext,
  itemId: ItemId,
  deadline: Deadline,
  work: (item: ItemRecord) => Promise<T>,
): Promise<T | null> {
  const owner = `${process.pid}:${randomUUID()}`;
  for (;;) {
    const item = await acquireBareLease(sqlOf(ctx.db), { itemId, owner });
    if (item) {
      return whileLeased(ctx, { itemId, fence: item.fence, owner }, async () => {
        const result = await work(item);
        await releaseLease(sqlOf(ctx.db), { itemId, owner });
        return result;
      });
    }
    if (deadline.remainingMs() === 0 || cutOffSignal().aborted) return null;
    await sleep(RETRY_MIN_MS + Math.random() * RETRY_SPREAD_MS);
  }
}

/**
 * Gives up a lease whose end could not be stored, as soon as the database lets it: nobody need wait until it runs out. However
 * long that takes, for a database that stood still may grant what was asked before.
 */
async function giveBack(ctx: ServiceContext, lease: Pick<LeaseKey, "itemId" | "owner">): Promise<void> {
  for (;;) {
    try {
      return await releaseLease(sqlOf(ctx.db), lease);
    } catch (error) {
      ctx.log.debug("lease not given back yet", { itemId: lease.itemId, error });
    }
    if (cutOffSignal().aborted) return;
    await sleep(RETRY_MIN_MS + Math.random() * RETRY_SPREAD_MS, undefined, { ref: false });
  }
}
