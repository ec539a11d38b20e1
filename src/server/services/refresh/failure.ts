import { ProviderError, type ProviderFailureKind } from "@/domain/errors";
import { describeReason } from "@/domain/failure-texts";
import type { ItemState, RefreshReason } from "@/domain/item-status";
import { isRateLimit, stateAfterFailure } from "@/domain/plaid-errors";
import type { Doubt } from "@/domain/reconcile/known";
import { MixedCurrencyPositionError } from "@/domain/reconcile/reconcile-holdings";
import { SealError } from "@/server/platform/seal";

/** Plaid names no time with a limit; its windows are minutes. */
export const LIMIT_MS = 60_000;

/** An empty picture that is not believed yet. */
export class SuspectPictureError extends Error {
  readonly doubt: Doubt;

  constructor(doubt: Doubt) {
    super("suspect_empty");
    this.doubt = doubt;
  }
}

/** The Item was disconnected, here or at Plaid, before its turn came. */
export class UnlinkedError extends Error {}

/** Plaid's limit for the Item forbids another try. */
export class LimitedError extends Error {
  readonly until: Date;

  constructor(until: Date) {
    super("limited");
    this.until = until;
  }
}

/** The Item's access token was being replaced when the process that did so was killed, and Plaid takes the old one no more. */
export class TokenLostError extends Error {}

/** The process ends before the refresh did. */
export class CutShortError extends Error {}

/** Days were stored that are well after the clock's today. */
export class ClockBehindError extends Error {}

/** What a failed refresh leaves on the Item and in its run. */
export type FailureFacts = {
  readonly reason: string;
  readonly error: string;
  readonly state: ItemState | null;
  readonly doubt: Doubt | null;
  readonly limitedUntil: Date | null;
  readonly providerRequestId: string | null;
  /** Whether it is a fault of ours that the log must tell in full. */
  readonly isUnexpected: boolean;
};

/** Classifies whatever ended a refresh. */
export function classifyFailure(error: unknown, now: Date): FailureFacts {
  const none = { state: null, doubt: null, limitedUntil: null, providerRequestId: null, isUnexpected: false };
  const ours = (reason: RefreshReason) => ({ ...none, reason, error: describeReason(reason) });
  if (error instanceof SuspectPictureError) return { ...ours("suspect_empty"), state: "suspect", doubt: error.doubt };
  if (error instanceof SealError) return { ...ours("key_unavailable"), state: "key_unavailable" };
  if (error instanceof TokenLostError) return { ...ours("token_lost"), state: "key_unavailable" };
  if (error instanceof UnlinkedError) return ours("unlinked");
  if (error instanceof CutShortError) return ours("superseded");
  if (error instanceof ClockBehindError) return ours("clock_behind");
  if (error instanceof LimitedError) return { ...ours("limited"), limitedUntil: error.until };
  if (error instanceof MixedCurrencyPositionError) return ours("bad_answer");
  if (!(error instanceof ProviderError)) return { ...ours("internal"), isUnexpected: true };
  const { failure } = error;
  const isLimited = isRateLimit(failure);
  const reason = failure.errorCode ?? (isLimited ? "limited" : reasonOf(failure.kind));
  return {
    ...none,
    reason,
    error: describeReason(reason),
    state: stateAfterFailure(failure),
    limitedUntil: isLimited ? new Date(now.getTime() + LIMIT_MS) : null,
    providerRequestId: failure.requestId,
  };
}

/** A PlaidError without a code is no answer that could be understood. */
function reasonOf(kind: ProviderFailureKind): RefreshReason {
  return kind === "plaid_error" ? "bad_answer" : kind;
}
