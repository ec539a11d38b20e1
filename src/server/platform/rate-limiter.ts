/** What is left of a subject's allowance after one more was asked for. */
export type Allowance = {
  readonly isAllowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Until the whole allowance is there again. */
  readonly resetSeconds: number;
};

export type RateLimiter = {
  /** Takes one of the subject's allowance, if there is one left. `nowMs` must not go back. */
  take(subject: string, nowMs: number): Allowance;
};

/**
 * Allows each subject `limit` in a span, which begins with the first one asked for. Kept in memory: each process allows as
 * much. Of more than `maxSubjects` at a time the ones seen first are forgotten.
 */
export function createRateLimiter({
  limit,
  spanMs,
  maxSubjects = 10_000,
}: {
  limit: number;
  spanMs: number;
  maxSubjects?: number;
}): RateLimiter {
  const spans = new Map<string, { readonly endsAtMs: number; used: number }>();
  const begin = (subject: string, nowMs: number) => {
    spans.delete(subject);
    const span = { endsAtMs: nowMs + spanMs, used: 0 };
    spans.set(subject, span);
    // All spans are of one length, so the first one in the map is the first to end.
    for (const [other, { endsAtMs }] of spans) {
      if (endsAtMs > nowMs && spans.size <= maxSubjects) break;
      spans.delete(other);
    }
    return span;
  };
  return {
    take(subject, nowMs) {
      const known = spans.get(subject);
      const span = known && known.endsAtMs > nowMs ? known : begin(subject, nowMs);
      const isAllowed = span.used < limit;
      if (isAllowed) span.used += 1;
      const resetSeconds = Math.ceil((span.endsAtMs - nowMs) / 1_000);
      return { isAllowed, limit, remaining: limit - span.used, resetSeconds };
    },
  };
}
