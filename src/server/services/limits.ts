import { AppError } from "@/domain/errors";
import { createPlaces, type Places } from "@/server/platform/places";
import { type Allowance, createRateLimiter, type RateLimiter } from "@/server/platform/rate-limiter";
import { createRepetitions, type Repetitions } from "@/server/platform/repetitions";

const MINUTE_MS = 60_000;
const REQUESTS_PER_KEY = 600;
const REFUSALS_PER_ADDRESS = 60;
/** What a page asks for comes in tens, what somebody changes one by one. */
const CALLS_PER_USER = 600;
const CHANGES_PER_USER = 120;
/** A page has two at most. */
const STREAMS_PER_USER = 30;
/** Each reads whatever its Items hold, and a program waits for one before it asks for the next. */
const REFRESHES_PER_USER = 20;
/** Somebody saves one file after the other; each is on record for good. */
const EXPORTS_PER_USER = 20;

/** What callers may ask for in a minute, or have at a time, each process by itself: it is counted in memory, for a shared count would cost a write for each request. */
export type Limits = {
  /** Requests, by key. */
  readonly requests: RateLimiter;
  /** Requests without a valid key that are told so, by address. */
  readonly refusals: RateLimiter;
  /** Procedures that a signed-in user calls, and those of them that change something, by user. */
  readonly calls: RateLimiter;
  readonly changes: RateLimiter;
  /** Files that a user saves, by user. */
  readonly exports: RateLimiter;
  /** Streams that are open at the same time, by user: each of them asks the database twice a second. */
  readonly streams: Places;
  /** Refreshes that a user waits for at the same time, by user. */
  readonly refreshes: Places;
  /** Lines of the audit log that somebody can have written as often as they like, by whom and what they are about. */
  readonly auditLines: Repetitions;
  /** Warnings in the log that somebody outside can bring about, by what they tell. */
  readonly warnings: Repetitions;
};

export function createLimits(): Limits {
  return {
    requests: createRateLimiter({ limit: REQUESTS_PER_KEY, spanMs: MINUTE_MS }),
    refusals: createRateLimiter({ limit: REFUSALS_PER_ADDRESS, spanMs: MINUTE_MS }),
    calls: createRateLimiter({ limit: CALLS_PER_USER, spanMs: MINUTE_MS }),
    changes: createRateLimiter({ limit: CHANGES_PER_USER, spanMs: MINUTE_MS }),
    exports: createRateLimiter({ limit: EXPORTS_PER_USER, spanMs: MINUTE_MS }),
    streams: createPlaces(STREAMS_PER_USER),
    refreshes: createPlaces(REFRESHES_PER_USER),
    auditLines: createRepetitions({ spanMs: MINUTE_MS }),
    warnings: createRepetitions({ spanMs: MINUTE_MS }),
  };
}

/** Errors: RATE_LIMITED. */
export function requireAllowed({ isAllowed, resetSeconds }: Allowance): void {
  if (!isAllowed) throw new AppError("RATE_LIMITED", { retryAfterSeconds: resetSeconds });
}

/** Takes a place, and returns how to give it back. Errors: RATE_LIMITED. */
export function requirePlace(places: Places, subject: string): () => void {
  const leave = places.enter(subject);
  if (!leave) throw new AppError("RATE_LIMITED", { retryAfterSeconds: 1 });
  return leave;
}
