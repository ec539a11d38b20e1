import { randomBytes } from "node:crypto";
import type { CreatedApiKey } from "@/contracts/api-keys";
import { API_KEY_SCOPES, API_KEYS_PER_USER, type ApiKeyScope, lastCharactersOf, toApiKey } from "@/domain/api-keys";
import { AppError } from "@/domain/errors";
import type { UserId } from "@/domain/ids";
import { countGoodApiKeys, insertApiKey } from "@/server/db/api-keys";
import { type Tx, withTransaction } from "@/server/db/transaction";
import { createUser, lockUser } from "@/server/db/user-lock";
import { requireConfirmed } from "@/server/services/account/require-confirmed";
import { requireSession, type SignIn } from "@/server/services/account/require-session";
import { recordAudit } from "@/server/services/audit/record-audit";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toApiKeyRow } from "./to-api-key-row";

const ID_BYTES = 8;
const SECRET_BYTES = 32;
const DAY_MS = 86_400_000;

/** `userId` null: a service key, which only whoever runs the install makes. `expiresInDays` null: it does not end by itself. */
export type NewApiKey = {
  userId: string | null;
  name: string;
  scopes: readonly ApiKeyScope[];
  expiresInDays: number | null;
  /** How the user who asks signed in; null where nobody can: the demo's user, the operator. */
  signIn: SignIn | null;
};

/**
 * Makes a key and returns it, the only time that it is told: what is kept can check a key and not give it back.
 * Errors: FORBIDDEN for another user's id, for a user who is being deleted or is gone, and for a service key unless the operator
 * asks; NOT_CONFIRMED without a recent proof of who asks; UNAUTHORIZED when the session has ended; TOO_MANY_API_KEYS for a user who has 25 good ones.
 */
export async function createApiKey(ctx: ServiceContext, input: NewApiKey): Promise<CreatedApiKey> {
  const userId = input.userId === null ? requireOperator(ctx) : authorizeUser(ctx, input.userId);
  const signIn = requireConfirmedUser(ctx, input.signIn);
  const keyId = randomBytes(ID_BYTES).toString("hex");
  const apiKey = toApiKey(ctx.settings.environment, keyId, randomBytes(SECRET_BYTES).toString("base64url"));
  const createdAt = ctx.clock.now();
  const key = {
    ...{ keyId, userId, createdAt, name: input.name, lastCharacters: lastCharactersOf(apiKey) },
    // In one order, and each once, however they were asked for.
    scopes: API_KEY_SCOPES.filter((scope) => input.scopes.includes(scope)),
    expiresAt: input.expiresInDays === null ? null : new Date(createdAt.getTime() + input.expiresInDays * DAY_MS),
  };
  await withTransaction(ctx.db, async (tx) => {
    if (userId !== null && signIn) await requireSession(ctx, tx, { userId, signIn });
    if (userId !== null) await requireRoom(ctx, tx, userId, createdAt);
    await insertApiKey(tx, { ...key, ...ctx.apiKeyMacs.sign(apiKey) });
    const detail = { name: key.name, scopes: key.scopes.join(" "), expires: key.expiresAt?.toISOString() ?? "never" };
    await recordAudit(ctx, { action: "key_created", userId, subject: keyId, detail }, tx);
  });
  return { apiKey, key: toApiKeyRow(ctx, { ...key, lastUsedAt: null, revokedAt: null }) };
}

async function requireRoom(ctx: ServiceContext, tx: Tx, userId: UserId, now: Date): Promise<void> {
  // Whoever has signed in is there, unless the account was deleted since.
  if (!isSignedIn(ctx)) await createUser(tx, userId, now);
  if (!(await lockUser(tx, userId))) throw new AppError("FORBIDDEN");
  if ((await countGoodApiKeys(tx, { userId, now })) >= API_KEYS_PER_USER) throw new AppError("TOO_MANY_API_KEYS");
}

/** A key outlasts the session that it is made in, so it takes more than that session. */
function requireConfirmedUser(ctx: ServiceContext, signIn: SignIn | null): SignIn | null {
  if (!isSignedIn(ctx)) return null;
  if (!signIn) throw new AppError("NOT_CONFIRMED");
  requireConfirmed(ctx, signIn);
  return signIn;
}

function isSignedIn({ actor, settings }: ServiceContext): boolean {
  return actor.kind === "user" && settings.environment !== "demo";
}

function requireOperator({ actor }: ServiceContext): null {
  if (actor.kind !== "operator") throw new AppError("FORBIDDEN", { isDenial: true });
  return null;
}
