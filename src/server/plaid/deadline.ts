/** How long one call may take: somebody is waiting (20 s), or a job is at work (60 s, transactions 180 s). */
export type Pace = "interactive" | "background";

/** The end of everything that is done for one request or job, whatever calls and repetitions that takes. */
export type Deadline = {
  readonly pace: Pace;
  /** Aborted at the deadline, or earlier when the work was called off. */
  readonly signal: AbortSignal;
  /** Milliseconds left, 0 when it has passed. Measured on the monotonic clock: setting the wall clock moves no deadline. */
  remainingMs(): number;
};

/** A deadline `ms` from now, or as soon as `signal` is aborted. */
export function deadlineIn(
  ms: number,
  { pace = "background", signal }: { pace?: Pace; signal?: AbortSignal } = {},
): Deadline {
  const end = performance.now() + ms;
  const elapsed = AbortSignal.timeout(Math.max(0, Math.ceil(ms)));
  return withSignal({ pace, signal: elapsed, remainingMs: () => Math.max(0, end - performance.now()) }, signal);
}

/** The same deadline, which also ends when `signal` is aborted. */
export function withSignal(deadline: Deadline, signal: AbortSignal | undefined): Deadline {
  if (!signal) return deadline;
  const either = AbortSignal.any([deadline.signal, signal]);
  return { pace: deadline.pace, signal: either, remainingMs: () => (either.aborted ? 0 : deadline.remainingMs()) };
}

/** What every function that calls Plaid takes. */
export type CallOptions = { readonly deadline: Deadline };
