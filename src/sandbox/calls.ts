export type Call = { path: string; itemId: string | null; at: string };

const KEPT_CALLS = 10_000;

/** The latest calls, oldest first; bounded. */
export type CallLog = { add(call: Call): void; list(): Call[] };

/** An empty log that keeps the latest ten thousand calls. */
export function createCallLog(): CallLog {
  let calls: Call[] = [];
  return {
    add(call) {
      calls.push(call);
      if (calls.length > 2 * KEPT_CALLS) calls = calls.slice(-KEPT_CALLS);
    },
    list: () => calls.slice(-KEPT_CALLS),
  };
}
