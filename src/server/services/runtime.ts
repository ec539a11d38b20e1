import "server-only";
import { closeDb, createDb, type Db } from "@/server/db/client";
import { keepUserRefKey } from "@/server/db/instance";
import { createPlaidGateway, type PlaidGateway, withLog } from "@/server/plaid/client";
import { PUBLISHED_LIMITS } from "@/server/plaid/limits";
import { createWebhookKeys, type WebhookKeys } from "@/server/plaid/webhook-keys";
import { type Clock, systemClock } from "@/server/platform/clock";
import { getEnv, type Settings } from "@/server/platform/env";
import { getLogger, type Logger } from "@/server/platform/log";
import { createMacRing, type MacRing } from "@/server/platform/mac-ring";
import { createSealer, type Sealer } from "@/server/platform/seal";
import { createSecretRing } from "@/server/platform/secret-ring";
import { createSignatureRing, type SignatureRing } from "@/server/platform/signature-ring";
import { createOpaqueUserRef, firstUserRefKey } from "@/server/platform/user-ref";
import { type JobQueue, openQueue } from "@/server/queue/enqueue";
import type { Actor, ServedRefresh, ServiceContext, ServiceSettings } from "./context";
import { createLimits, type Limits } from "./limits";
import { SingleFlight } from "./refresh/single-flight";

/** What all requests and jobs of one process share. */
export type Runtime = {
  readonly db: Db;
  readonly plaid: PlaidGateway;
  readonly sealer: Sealer;
  readonly apiKeyMacs: MacRing;
  readonly receiptSignatures: SignatureRing;
  readonly limits: Limits;
  readonly opaqueUserRef: (userId: string) => Promise<string>;
  readonly flights: SingleFlight<ServedRefresh>;
  readonly webhookKeys: WebhookKeys;
  readonly settings: ServiceSettings;
  readonly log: Logger;
};

/** The local Plaid asks for credentials as Plaid does; these are its own and open nothing else. */
const LOCAL_CREDENTIALS = { clientId: "local-sandbox", secret: "local-sandbox" };

/** Builds the parts of a process from its settings. Opens no connection. Errors: Error when a variable is missing. */
export function createRuntime(
  env: Settings,
  log: Logger,
  { db = openDatabase(env, log), limits = createLimits() }: { db?: Db; limits?: Limits } = {},
): Runtime {
  // The oldest: where no key of user names is kept yet, Plaid was told names that it made.
  const oldestSecret = env.appSecrets.at(-1);
  if (!oldestSecret) throw new Error("APP_SECRET is not set");
  const secrets = createSecretRing(env);
  const { environment } = env;
  const plaid = env.plaid ?? { ...LOCAL_CREDENTIALS, baseUrl: required(env.sandboxUrl, "PLAID_SANDBOX_URL") };
  const plaidLimits = environment === "sandbox" || environment === "production" ? PUBLISHED_LIMITS[environment] : {};
  return {
    db,
    plaid: createPlaidGateway({ ...plaid, log, limits: plaidLimits }),
    sealer: createSealer({ secrets, environment }),
    apiKeyMacs: createMacRing({ secrets, use: "api-key" }),
    receiptSignatures: createSignatureRing({ secrets, use: "receipt" }),
    limits,
    opaqueUserRef: createOpaqueUserRef({ key: () => keepUserRefKey(db, firstUserRefKey(oldestSecret)), environment }),
    flights: new SingleFlight(),
    webhookKeys: createWebhookKeys(),
    settings: {
      environment,
      timeZone: env.timeZone,
      language: env.language,
      countryCodes: env.countryCodes,
      redirectUri: env.plaidRedirectUri,
      hostname: env.appUrl === null ? null : new URL(env.appUrl).hostname,
      migrations: env.databaseMigrations,
      webhookUrl: env.webhookUrl,
    },
    log,
  };
}

function openDatabase(env: Settings, log: Logger): Db {
  return createDb({
    url: required(env.databaseUrl, "DATABASE_URL"),
    maxConnections: env.databasePoolMax,
    isDirect: env.isDatabaseDirect,
    onIdleError: (error) => log.warn("a database connection was lost", { error }),
  });
}

export async function closeRuntime(runtime: Runtime): Promise<void> {
  await closeDb(runtime.db);
}

/** A context for one request or job. */
export function toContext(
  runtime: Runtime,
  { queue, actor, requestId, clock = systemClock }: { queue: JobQueue; actor: Actor; requestId: string; clock?: Clock },
): ServiceContext {
  const { log: processLog, plaid, ...parts } = runtime;
  const log = processLog.child({ requestId });
  return { ...parts, plaid: withLog(plaid, log), queue, actor, requestId, clock, log };
}

type WebProcess = { readonly db: Db; readonly limits: Limits; queue: Promise<JobQueue> | null };

// Next gives pages, routes and the start hook a copy of this module each; the process has one pool and one queue all the
// same. The rest is made by each copy for itself, so that its errors are of the classes that this copy knows.
const PROCESS = Symbol.for("plaid-investments.web-process");
const holder = globalThis as { [PROCESS]?: WebProcess };
let own: Runtime | null = null;

/** The web process's context for one request; database and queue are opened with the first one. */
export async function createContext(request: { actor: Actor; requestId: string }): Promise<ServiceContext> {
  holder[PROCESS] ??= { db: openDatabase(getEnv(), getLogger()), queue: null, limits: createLimits() };
  const web = holder[PROCESS];
  if (own?.db !== web.db) own = createRuntime(getEnv(), getLogger(), web);
  return toContext(own, { ...request, queue: lazyQueue(web, own.log) });
}

/** Ends what `createContext` opened. */
export async function closeWebProcess(): Promise<void> {
  const web = holder[PROCESS];
  if (!web) return;
  delete holder[PROCESS];
  if (web.queue) await (await web.queue).close();
  await closeDb(web.db);
}

/** A queue that is opened by its first job, and again by the next when that failed. */
function lazyQueue(web: WebProcess, log: Logger): JobQueue {
  const open = () => {
    web.queue ??= openQueue({
      databaseUrl: required(getEnv().databaseDirectUrl, "DATABASE_URL"),
      onError: (error) => log.warn("queue", { error }),
    }).catch((error) => {
      web.queue = null;
      throw error;
    });
    return web.queue;
  };
  return {
    enqueue: async (name, payload, options) => (await open()).enqueue(name, payload, options),
    enqueueAll: async (name, payloads, options) => (await open()).enqueueAll(name, payloads, options),
    forget: async (name, payload, options) => (await open()).forget(name, payload, options),
    close: async () => {
      if (web.queue) await (await web.queue).close();
    },
  };
}

function required(value: string | null | undefined, name: string): string {
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
