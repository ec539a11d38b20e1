import type { RefreshReason } from "./item-status";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const EVERY_MS = DAY_MS;
/** Either way: Items that were linked together part from each other. */
const SPREAD_MS = HOUR_MS;
const SWEEP_EVERY_MS = 7 * DAY_MS;
/** An answer that was not believed is asked for again: an empty picture may be believed after five minutes. */
const DOUBT_MS = 10 * MINUTE_MS;
/** Webhooks come in bursts, one for each kind of data: from the second on they share a refresh. */
export const WEBHOOK_SPACING_MS = MINUTE_MS / 2;
const FIRST_BACKOFF_MS = MINUTE_MS;
const LAST_BACKOFF_MS = DAY_MS;

/**
 * After a success: a day later, an hour more or less, or, while rows are in doubt or it is due, the sweep within the hour;
 * soon, when a webhook came meanwhile. `random` is uniform in [0, 1).
 */
export function scheduleAfterSuccess(at: Date, random: number) {
  return {
    nextRefreshAt: later(at, EVERY_MS + (2 * random - 1) * SPREAD_MS),
    nextSweepAt: later(at, DOUBT_MS + random * (HOUR_MS - DOUBT_MS)),
    nextWebhookRefreshAt: later(at, WEBHOOK_SPACING_MS),
  };
}

/** Failures that are none of the Item's: they do not make it wait longer. */
const CHANCE: readonly string[] = ["superseded", "limited", "busy"] satisfies RefreshReason[];

/**
 * After a failure: within a span that begins with a minute and doubles with each failure in a row up to a day, at a random
 * moment of it, so that Items which failed together do not come back together. Never before `notBefore`.
 * Shapes: `failureCount` is of failures in a row, in `failure` without this one.
 */
export function scheduleAfterFailure(
  at: Date,
  failure: { reason: string; failureCount: number; notBefore: Date | null },
  random: number,
): { nextRefreshAt: Date; nextWebhookRefreshAt: Date; failureCount: number } {
  const isChance = CHANCE.includes(failure.reason);
  const failureCount = failure.failureCount + (isChance ? 0 : 1);
  const spanMs = Math.min(LAST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.max(0, failureCount - 1));
  const waitMs = failure.reason === "suspect_empty" ? DOUBT_MS : random * spanMs;
  const nextRefreshAt = later(at, waitMs);
  const nextWebhookRefreshAt = later(at, WEBHOOK_SPACING_MS);
  const { notBefore } = failure;
  return {
    nextRefreshAt: notBefore && notBefore > nextRefreshAt ? notBefore : nextRefreshAt,
    nextWebhookRefreshAt,
    failureCount,
  };
}

/** Whether the next scheduled refresh covers all 24 months: weekly, and while rows are in doubt that no shorter window may reach. */
export function isSweepDue(item: { state: string; sweptAt: Date | null }, now: Date): boolean {
  if (item.state === "suspect" || item.sweptAt === null) return true;
  // A daily refresh comes at a moment that moves: the seventh one is meant, not the eighth.
  return now.getTime() - item.sweptAt.getTime() > SWEEP_EVERY_MS - DAY_MS / 2;
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + Math.round(ms));
}
