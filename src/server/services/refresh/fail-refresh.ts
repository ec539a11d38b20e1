import { ProviderError } from "@/domain/errors";
import type { RefreshRunId } from "@/domain/ids";
import { scheduleAfterFailure } from "@/domain/refresh-schedule";
import { type FinishedRefresh, recordFailure } from "@/server/db/item-refreshes";
import type { ItemRecord } from "@/server/db/items";
import { withTransaction } from "@/server/db/transaction";
import { cutOffSignal } from "@/server/platform/stopping";
import type { ServiceContext } from "@/server/services/context";
import { CutShortError, classifyFailure, TokenLostError } from "./failure";
import type { ItemLease } from "./item-lease";
import { SupersededError } from "./store-changes";

/**
 * Ends a refresh that threw: nothing of the portfolio changes, the Item and the run say why. Null, and nothing is written, when
 * the lease has passed to somebody else.
 */
export async function failRefresh(
  ctx: ServiceContext,
  { runId, lease, item }: { runId: RefreshRunId; lease: ItemLease; item: ItemRecord },
  thrown: unknown,
): Promise<FinishedRefresh | null> {
  const isCutOff = cutOffSignal().aborted;
  if (!isCutOff && (thrown instanceof SupersededError || lease.signal.aborted)) return null;
  const error = isCutOff ? new CutShortError() : isTokenLost(item, thrown) ? new TokenLostError() : thrown;
  const at = ctx.clock.now();
  const facts = classifyFailure(error, at);
  const { itemId, fence, owner } = lease;
  const { reason, limitedUntil: notBefore } = facts;
  ctx.log[facts.isUnexpected ? "error" : "warn"]("refresh failed", { itemId, reason, error });
  const schedule = scheduleAfterFailure(at, { reason, failureCount: item.failureCount, notBefore }, Math.random());
  const failure = { ...facts, ...schedule, itemId, fence, owner, runId, at };
  if (!(await withTransaction(ctx.db, (tx) => recordFailure(tx, failure)))) return null;
  const counts = { securities: 0, holdings: 0, transactions: 0 };
  return { fence, status: "failed", counts, error: facts.error, reason };
}

/** Whether the token is dead because it was replaced, and not because the install's keys are wrong, which looks the same. */
function isTokenLost({ tokenReplacement }: ItemRecord, error: unknown): boolean {
  const code = error instanceof ProviderError ? error.failure.errorCode : null;
  return tokenReplacement !== null && code === "INVALID_ACCESS_TOKEN";
}
