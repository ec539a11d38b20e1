import { AsyncLocalStorage } from "node:async_hooks";
import { hashPassword as hash, verifyPassword as verify } from "@better-auth/utils/password";
import { AppError } from "@/domain/errors";
import { createFairLine, type FairLine } from "@/server/platform/fair-line";

/**
 * A hash keeps one of Node's four threads busy for a tenth of a second, and whoever connects to the database needs one too: any
 * number of tries to sign in must not stand in the way of everybody else.
 */
const LIMITS = { atOnce: 2, waiting: 50, perAsker: 10, memoryMs: 60_000 };
/** In which all that may wait have had their turn. */
const RETRY_AFTER_SECONDS = 3;

// Next gives each of its bundles a copy of this module; the process has its threads once.
const TURNS = Symbol.for("plaid-investments.password-turns");
const holder = globalThis as { [TURNS]?: FairLine };

const asker = new AsyncLocalStorage<string>();

/** Does what is asked for by `who` (where it comes from, or whose session it is), who has a share of the places to wait for a hash. */
export function onBehalfOf<T>(who: string, work: () => Promise<T>): Promise<T> {
  return asker.run(who, work);
}

/**
 * Does what the process can do little of at a time, once it is the asker's turn.
 * Errors: UNAVAILABLE when too many wait already, or too many of one asker's.
 */
export async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  holder[TURNS] ??= createFairLine(LIMITS);
  const result = await holder[TURNS].run(asker.getStore() ?? "", work);
  if (result === null) throw new AppError("UNAVAILABLE", { retryAfterSeconds: RETRY_AFTER_SECONDS });
  return result;
}

/** scrypt with a salt of its own. Errors: UNAVAILABLE. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password));
}

/** Whether the hash is that of this password. Errors: UNAVAILABLE. */
export function isPasswordOf(password: string, expected: string): Promise<boolean> {
  return inTurn(() => verify(expected, password));
}
