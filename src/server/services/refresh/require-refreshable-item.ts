import type { ItemRecord } from "@/server/db/items";
import { LIMIT_MS, LimitedError, UnlinkedError } from "./failure";

/**
 * Gate for an Item whose lease was just taken: it may have been waited for, and meanwhile unlinked or limited.
 * Errors: UnlinkedError; LimitedError while Plaid's limit forbids another try, which is a minute at most.
 */
export function requireRefreshableItem({ unlinkedAt, state, limitedUntil }: ItemRecord, now: Date): void {
  if (unlinkedAt !== null || state === "disconnected") throw new UnlinkedError();
  const leftMs = limitedUntil ? limitedUntil.getTime() - now.getTime() : 0;
  // More than that is left only when the clock was set back.
  if (limitedUntil && leftMs > 0 && leftMs <= LIMIT_MS) throw new LimitedError(limitedUntil);
}
