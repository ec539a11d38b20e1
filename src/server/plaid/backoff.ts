import { setTimeout as sleep } from "node:timers/promises";
import type { ProviderFailure } from "@/domain/errors";
import type { Deadline } from "./deadline";

export type Backoff = { readonly baseMs: number; readonly capMs: number };

export const MAX_TRIES = 3;

const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  "INTERNAL_SERVER_ERROR",
  "PLANNED_MAINTENANCE",
  "INSTITUTION_DOWN",
  "INSTITUTION_NOT_RESPONDING",
  "INSTITUTION_NOT_AVAILABLE",
]);

/**
 * Whether the same call may succeed in a moment: transport, 5xx, and the codes that say so (Plaid sends some of them with 400).
 * A limit is not among them: it passes in a minute, and each further call counts against it.
 */
export function isTransient({ kind, errorCode, httpStatus }: ProviderFailure): boolean {
  if (kind === "unreachable" || kind === "timeout") return true;
  return kind === "plaid_error" && ((httpStatus ?? 0) >= 500 || TRANSIENT_CODES.has(errorCode ?? ""));
}

/** Waits before try `tries + 1`: full jitter under an exponential cap. False when the deadline leaves no room for it. */
export async function pauseAfter(tries: number, { baseMs, capMs }: Backoff, deadline: Deadline): Promise<boolean> {
  const pauseMs = Math.random() * Math.min(capMs, baseMs * 2 ** (tries - 1));
  if (deadline.remainingMs() <= pauseMs) return false;
  try {
    await sleep(pauseMs, undefined, { signal: deadline.signal });
    return true;
  } catch {
    return false;
  }
}
