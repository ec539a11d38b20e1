import { DAY_MS } from "@/sandbox/clock";
import type { SandboxState } from "@/sandbox/state";

/** Drops tokens that expired more than a day ago, so that the state does not grow for ever; they are refused either way. */
export function dropExpiredTokens(state: SandboxState, nowMs: number): void {
  for (const tokens of [state.publicTokens, state.linkTokens]) {
    for (const [token, { expiresAt }] of Object.entries(tokens)) {
      if (Date.parse(expiresAt) < nowMs - DAY_MS) delete tokens[token];
    }
  }
}
