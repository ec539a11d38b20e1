import { createHash } from "node:crypto";
import { AppError } from "@/domain/errors";
import { siteOf } from "@/domain/network-site";
import { sqlOf } from "@/server/db/client";
import { countAgainst, type Limit, takeBack } from "@/server/db/rate-limits";
import type { ServiceContext } from "./context";

const SPAN_SECONDS = 15 * 60;

/** What is limited, and how often it may be tried in a quarter of an hour. */
const MAX = {
  /** Whatever the e-mail addresses: people behind one address share it. */
  sign_in_address: 50,
  /** Never the e-mail address alone: then anybody could keep its owner out. */
  sign_in_email: 10,
  passkey: 100,
  link: 50,
  confirm: 10,
  /** An e-mail address to invite or to change to: the answer tells whether there is an account with it. */
  new_email: 10,
} as const;

/** How many times as much as one network a whole site may try, which has 65,536 of them. */
const SITE_SHARE = 5;

/** No address of a person stands in the table. */
function limitOn(what: keyof typeof MAX, ...whose: string[]): Limit {
  const hash = createHash("sha256").update(JSON.stringify(whose)).digest("base64url");
  return { key: `${what}:${hash}`, max: MAX[what], spanSeconds: SPAN_SECONDS };
}

/** The network's own limit, and that of the site which it is a part of. */
function limitsOn(what: keyof typeof MAX, network: string, ...whose: string[]): Limit[] {
  const own = limitOn(what, ...whose, network);
  const site = siteOf(network);
  return site === network ? [own] : [own, { ...limitOn(what, ...whose, site), max: SITE_SHARE * own.max }];
}

export const signInLimits = (email: string, network: string) => [
  ...limitsOn("sign_in_address", network),
  ...limitsOn("sign_in_email", network, email),
];
export const passkeyLimits = (network: string) => limitsOn("passkey", network);
export const linkLimits = (network: string) => limitsOn("link", network);
export const newEmailLimits = (userId: string) => [limitOn("new_email", userId)];
export const confirmLimits = (sessionId: string) => [limitOn("confirm", sessionId)];

/**
 * Lets a try pass that may be refused: it is counted beforehand, so that no number of tries at once gets past the limit, and
 * taken back unless it was. Errors: RATE_LIMITED.
 */
export async function tryWithin<T>(ctx: ServiceContext, limits: readonly Limit[], work: () => Promise<T>): Promise<T> {
  await countTry(ctx, limits);
  const keys = limits.map(({ key }) => key);
  const result = await work().catch(async (error: unknown) => {
    // Without the database it stays: what broke the try off is to be told all the same.
    if (!isRefusal(error)) await takeBack(sqlOf(ctx.db), keys).catch(() => {});
    throw error;
  });
  await takeBack(sqlOf(ctx.db), keys);
  return result;
}

/** Whether an error says that what was shown is wrong, and not that nobody could look at it. */
export function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.code !== "UNAVAILABLE";
}

/** Errors: RATE_LIMITED. */
export async function countTry(ctx: ServiceContext, limits: readonly Limit[]): Promise<void> {
  const retryAfterSeconds = await countAgainst(sqlOf(ctx.db), limits, ctx.clock.now());
  if (retryAfterSeconds !== null) throw new AppError("RATE_LIMITED", { retryAfterSeconds });
}
