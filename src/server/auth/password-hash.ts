import { AsyncLocalStorage } from "node:async_hooks";
import { hashPassword as hash, verifyPassword as verify } from "@better-auth/utils/password";
import { AppError } from "@/domain/errors";
import { createFairLine, type FairLine } from "@/server/platform/fair-line";
import { getLogger } from "@/server/platform/log";
import { createRepetitions, type Repetitions } from "@/server/platform/repetitions";

/**
 * A hash keeps one of Node's four threads busy for a tenth of a second, and whoever connects to the database needs one too; a look at
 * how easily a password is guessed keeps the whole process for some hundredths. Any number of either must not stand in the way of
 * everybody else.
 */
const AT_ONCE = { hash: 2, look: 1 };
const LIMITS = { waiting: 50, perAsker: 10, memoryMs: 60_000 };
/** In which all that may wait have had their turn. */
const RETRY_AFTER_SECONDS = 3;
const WARNING_SPAN_MS = 60_000;

type Work = keyof typeof AT_ONCE;
type Turns = { readonly [work in Work]: FairLine } & { readonly refusals: Repetitions };

// Next gives each of its bundles a copy of this module; the process has its threads once.
const TURNS = Symbol.for("plaid-investments.password-turns");
const holder = globalThis as { [TURNS]?: Turns };

const asker = new AsyncLocalStorage<string>();

/** Does what is asked for by `who` (where it comes from, or whose session it is), who has a share of the places to wait for a turn. */
export function onBehalfOf<T>(who: string, work: () => Promise<T>): Promise<T> {
  return asker.run(who, work);
}

/** Does the work once it is the asker's turn. Errors: UNAVAILABLE when too many wait already, or too many of one asker's. */
export async function inTurn<Result>(kind: Work, work: () => Promise<Result>): Promise<Result> {
  holder[TURNS] ??= {
    hash: createFairLine({ ...LIMITS, atOnce: AT_ONCE.hash }),
    look: createFairLine({ ...LIMITS, atOnce: AT_ONCE.look }),
    refusals: createRepetitions({ spanMs: WARNING_SPAN_MS }),
  };
  const turns = holder[TURNS];
  const result = await turns[kind].run(asker.getStore() ?? "", work);
  if (result !== null) return result;
  const leftOut = turns.refusals.take(kind, performance.now());
  if (leftOut !== null) getLogger().warn("too many passwords at a time: some are turned away", { kind, leftOut });
  throw new AppError("UNAVAILABLE", { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

/** scrypt with a salt of its own. Errors: UNAVAILABLE. */
export function hashPassword(password: string): Promise<string> {
  return inTurn("hash", () => hash(password));
}

/** Whether the hash is that of this password. Errors: UNAVAILABLE. */
export function isPasswordOf(password: string, expected: string): Promise<boolean> {
  return inTurn("hash", () => verify(expected, password));
}
