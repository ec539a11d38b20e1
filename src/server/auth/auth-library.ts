import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { passkey } from "@better-auth/passkey";
import type { BetterAuthOptions, DBAdapter } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { isAPIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { AppError, type ErrorCode } from "@/domain/errors";
import type { UserId } from "@/domain/ids";
import type { Db, SqlExecutor } from "@/server/db/client";
import { hasPasskey } from "@/server/db/dashboard-passkeys";
import { findPasswordHash, lockDashboardUser } from "@/server/db/dashboard-users";
import { prismaWithin } from "@/server/db/prisma-transaction";
import { getEnv } from "@/server/platform/env";
import { getLogger } from "@/server/platform/log";
import { endSurplusSessions } from "@/server/services/account/end-surplus-sessions";
import type { ServiceContext } from "@/server/services/context";
import { forUser } from "./for-user";
import { hashPassword, isPasswordOf } from "./password-hash";
import { cookiePrefix, isSecureSite, librarySecret } from "./session-cookie";

/** The end of a session, however much it is used. */
const SESSION_SECONDS = 30 * 86_400;
const SITE_NAME = "Plaid Investments";
/** Under which the library finds the client's address; nothing else of the request's head reaches it. */
export const ADDRESS_HEADER = "x-client-address";

/** What the holder of a link makes a passkey for, kept beside the challenge until it is answered. */
export type PasskeyFor = {
  readonly linkId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
};

/** What is done before a session or a passkey of the user is stored, in the transaction in which it is. Errors: AppError, to refuse it. */
type BeforeStored = (tx: SqlExecutor, userId: UserId) => Promise<void>;
/** The same for a new passkey, which is for the holder of a link, or with null for a session. */
type OnVerified = (passkeyFor: PasskeyFor | null, ...stored: Parameters<BeforeStored>) => Promise<void>;
type Call = {
  readonly ctx: ServiceContext;
  readonly onVerified: OnVerified;
  beforeStored: BeforeStored | null;
  refused: AppError | null;
  brokenOff: unknown;
};
const call = new AsyncLocalStorage<Call>();
const transaction = new AsyncLocalStorage<SqlExecutor>();

const passkeyForOf = (context: string | null | undefined) =>
  typeof context === "string" ? (JSON.parse(context) as PasskeyFor) : null;

function createLibrary(db: Db) {
  const { appUrl, appSecrets } = getEnv();
  const [secret] = appSecrets;
  if (!appUrl || !secret) throw new Error("the demo has no accounts");
  const adapter = prismaAdapter(
    prismaWithin(db, (tx, work) => transaction.run(tx, work)),
    { provider: "postgresql", transaction: true },
  );
  return betterAuth({
    appName: SITE_NAME,
    baseURL: appUrl,
    basePath: "/api/auth",
    secret: librarySecret(secret),
    database: (options: BetterAuthOptions) => noting(guarding(adapter(options))),
    telemetry: { enabled: false },
    // Ours counts in one statement and by the address that we believe.
    rateLimit: { enabled: false },
    logger: {
      level: "warn",
      // It warns of every wrong password, which our own line tells; its details may be anything, so they stay out. Its errors are also
      // of what anybody may send, as often as they like.
      log: (level, message, ...details) => {
        const fields = { about: message, error: details.find((detail) => detail instanceof Error) };
        const warnings = level === "error" ? call.getStore()?.ctx.limits.warnings : undefined;
        const leftOut = warnings?.take(`auth library: ${message}`, performance.now());
        const isWarning = level === "error" && leftOut !== null;
        getLogger()[isWarning ? "warn" : "debug"]("auth library", { ...fields, leftOut });
      },
    },
    user: { modelName: "dashboardUser" },
    account: { modelName: "dashboardCredential" },
    verification: { modelName: "dashboardVerification", storeIdentifier: "hashed" },
    session: {
      modelName: "dashboardSession",
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: {
        hash: hashPassword,
        verify: async ({ hash, password }) => {
          if (!(await isPasswordOf(password, hash))) return false;
          onceVerified(async (tx, userId) => {
            await lockDashboardUser(tx, userId);
            if ((await findPasswordHash(tx, userId)) !== hash) throw new AppError("SIGN_IN_FAILED");
          });
          return true;
        },
      },
    },
    advanced: {
      // Its own prefix would be __Secure-, which is weaker than the one that cookiePrefix brings.
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(appUrl),
      defaultCookieAttributes: { secure: isSecureSite(appUrl), httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 128 },
      database: { generateId: () => randomUUID() },
    },
    plugins: [
      passkey({
        schema: { passkey: { modelName: "dashboardPasskey" } },
        rpID: new URL(appUrl).hostname,
        rpName: SITE_NAME,
        origin: new URL(appUrl).origin,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        advanced: { webAuthnChallengeCookie: "passkey_challenge" },
        registration: {
          // Whoever holds a link has no session yet; who else may add a passkey, registerPasskey decides.
          requireSession: false,
          resolveUser: ({ context }) => {
            const passkeyFor = passkeyForOf(context);
            if (!passkeyFor) throw new AppError("UNAUTHORIZED");
            return { id: passkeyFor.userId, name: passkeyFor.email, displayName: passkeyFor.name };
          },
          afterVerification: async ({ context, verification, user }) => {
            if (!verification.registrationInfo?.userVerified) throw refuseCall(new AppError("PASSKEY_REFUSED"));
            const onVerified = call.getStore()?.onVerified;
            onceVerified(async (...stored) => onVerified?.(passkeyForOf(context), ...stored));
            const tx = transaction.getStore();
            if (tx) await requireVerified(tx, user.id as UserId);
          },
        },
        authentication: {
          // It asks for whoever holds the device, and would take the device alone.
          afterVerification: ({ verification: { authenticationInfo } }) => {
            if (!authenticationInfo.userVerified) throw refuseCall(new AppError("PASSKEY_REFUSED"));
            onceVerified(async (tx, userId) => {
              await lockDashboardUser(tx, userId);
              if (!(await hasPasskey(tx, userId, authenticationInfo.credentialID)))
                throw new AppError("PASSKEY_REFUSED");
            });
          },
        },
      }),
    ],
  });
}

/** The library would tell an error that it does not know as one of its own. */
function refuseCall(error: unknown): unknown {
  const store = call.getStore();
  if (store && error instanceof AppError) store.refused = error;
  return error;
}

/** What was verified may be replaced or removed before the library stores what comes of it: `work` looks again. */
function onceVerified(work: BeforeStored): void {
  const store = call.getStore();
  if (store) store.beforeStored = work;
}

async function requireVerified(tx: SqlExecutor, userId: UserId): Promise<Call> {
  const store = call.getStore();
  if (!store?.beforeStored) throw new Error("nothing is stored of what nobody has verified");
  try {
    await store.beforeStored(tx, userId);
    return store;
  } catch (error) {
    throw refuseCall(error);
  }
}

const GUARDED = new Set(["session", "passkey"]);

/** Nothing that lets somebody in is stored but in one transaction with what is to be done before, nor any number of sessions. */
function guarding(adapter: DBAdapter): DBAdapter {
  const create: DBAdapter["create"] = (given) => {
    if (!GUARDED.has(given.model)) return adapter.create(given);
    return adapter.transaction(async (inner) => {
      const tx = transaction.getStore();
      if (!tx) throw new Error("the auth library has no transaction");
      const userId = given.data.userId as UserId;
      const { ctx } = await requireVerified(tx, userId);
      if (given.model === "session") await endSurplusSessions(forUser(ctx, userId), tx, userId);
      return inner.create(given);
    });
  };
  return { ...adapter, create };
}

/** The library tells a passkey to sign in with as wrong where the database broke off, too: so that is noted. */
function noting(adapter: DBAdapter): DBAdapter {
  return new Proxy(adapter, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      // What runs within it may end it by a refusal.
      if (typeof member !== "function" || name === "transaction") return member;
      return async (...given: unknown[]) => {
        try {
          return await Reflect.apply(member, target, given);
        } catch (error) {
          const store = call.getStore();
          if (store) store.brokenOff = error;
          throw error;
        }
      };
    },
  });
}

/** An answer of the browser's that is no passkey's is told as a failure of the library's own. */
function isRefusal(
  { statusCode, body }: { statusCode: number; body?: { code?: string } | undefined },
  { brokenOff }: Call,
): boolean {
  return (statusCode < 500 && !brokenOff) || body?.code === "FAILED_TO_VERIFY_REGISTRATION";
}

type Library = ReturnType<typeof createLibrary>;
const libraries = new WeakMap<Db, Library>();

/** What an authenticator answers, as the library takes it: it looks at every part of it. */
export type PasskeyAssertion = NonNullable<
  Parameters<Library["api"]["verifyPasskeyAuthentication"]>[0]
>["body"]["response"];

/** The auth library on this database. */
export function authLibraryOf(db: Db): Library {
  const library = libraries.get(db) ?? createLibrary(db);
  libraries.set(db, library);
  return library;
}

/**
 * Calls the library; whatever it refuses is `refused`. Errors: `refused`, those of `onVerified`, UNAVAILABLE where the database
 * broke off.
 */
export async function callLibrary<T>(
  ctx: ServiceContext,
  refused: ErrorCode,
  work: () => Promise<T>,
  onVerified: OnVerified = async () => {},
): Promise<T> {
  const store: Call = { ctx, onVerified, beforeStored: null, refused: null, brokenOff: null };
  try {
    return await call.run(store, work);
  } catch (error) {
    if (store.refused) throw store.refused;
    if (isAPIError(error) && isRefusal(error, store)) throw new AppError(refused);
    throw store.brokenOff ? new AppError("UNAVAILABLE", { cause: store.brokenOff }) : error;
  }
}
