export type Repetitions = {
  /** Null for a repetition; else how many there were since the last time that it was none. `nowMs` must not go back. */
  take(subject: string, nowMs: number): number | null;
};

/**
 * Tells the first of each subject's in a span, which begins with it, from its repetitions, and counts these. Kept in memory: each
 * process counts its own. Of more than `maxSubjects` the ones begun first are forgotten, with their count.
 */
export function createRepetitions({
  spanMs,
  maxSubjects = 10_000,
}: {
  spanMs: number;
  maxSubjects?: number;
}): Repetitions {
  const spans = new Map<string, { readonly endsAtMs: number; repeated: number }>();
  return {
    take(subject, nowMs) {
      const known = spans.get(subject);
      if (known && known.endsAtMs > nowMs) {
        known.repeated += 1;
        return null;
      }
      spans.delete(subject);
      spans.set(subject, { endsAtMs: nowMs + spanMs, repeated: 0 });
      const [oldest] = spans.keys();
      if (spans.size > maxSubjects && oldest !== undefined) spans.delete(oldest);
      return known?.repeated ?? 0;
    },
  };
}
