import { setTimeout as sleep } from "node:timers/promises";
import type { ProviderFailure } from "@/domain/errors";
import { isTransientCode } from "@/domain/plaid-errors";
import type { Deadline } from "./deadline";

export type Backoff = { readonly baseMs: number; readonly capMs: number };

export const MAX_TRIES = 3;

/**
 * Whether the same call may succeed in a moment: transport, 5xx, and the codes that say so (Plaid sends some of them with 400).
 * A limit is not among them: it passes in a minute, and each further call counts against it.
 */
export function isTransient({ kind, errorCode, httpStatus }: ProviderFailure): boolean {
  if (kind === "unreachable" || kind === "timeout") return true;
  return kind === "plaid_error" && ((httpStatus ?? 0) >= 500 || isTransientCode(errorCode));
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
