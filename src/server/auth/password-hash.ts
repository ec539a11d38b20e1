import { hashPassword as hash, verifyPassword as verify } from "@better-auth/utils/password";
import pLimit, { type LimitFunction } from "p-limit";
import { AppError } from "@/domain/errors";

/**
 * A hash keeps one of Node's four threads busy for a tenth of a second, and whoever connects to the database needs one too: any
 * number of tries to sign in must not stand in the way of everybody else.
 */
const AT_ONCE = 2;
const WAITING = 50;

// Next gives each of its bundles a copy of this module; the process has its threads once.
const TURNS = Symbol.for("plaid-investments.password-turns");
const holder = globalThis as { [TURNS]?: LimitFunction };

/** Errors: UNAVAILABLE when too many wait already. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  holder[TURNS] ??= pLimit(AT_ONCE);
  const turns = holder[TURNS];
  if (turns.pendingCount >= WAITING) throw new AppError("UNAVAILABLE");
  return turns(work);
}

/** scrypt with a salt of its own. Errors: UNAVAILABLE. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password));
}

/** Whether the hash is that of this password. Errors: UNAVAILABLE. */
export function isPasswordOf(password: string, expected: string): Promise<boolean> {
  return inTurn(() => verify(expected, password));
}
