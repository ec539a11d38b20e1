// THE table of environment variables, and what a set of them means. The start script reads it before anything is
// installed and the app reads it inside a bundle, so it is pure: `node:` imports only, nothing happens at import.
import fs from "node:fs";
import path from "node:path";
import * as read from "./env-values.mjs";

/** @typedef {"demo" | "live"} Mode  Derived from the Plaid keys, never chosen. */
/** @typedef {"demo" | "sandbox" | "production" | "custom"} Environment  Whose data it is; `custom` is a loopback PLAID_ENV. */
/** @typedef {"required" | "optional" | "ignored" | "generated"} Need  `generated`: made by the start script when unset. */
/** @typedef {{ about: string, demo: Need, live: Need, default?: string, internal?: true }} Variable */

/** The exit code for a configuration nobody but the operator can mend (sysexits' EX_CONFIG). */
export const CONFIGURATION_EXIT_CODE = 78;

/** Keys of an APP_SECRET, current first. Throws an Error that completes the sentence "APP_SECRET …" and repeats nothing of it. */
export const readSecrets = read.secrets((file) => fs.readFileSync(file, "utf8"));

/** Every problem of one environment. The message names variables and holds no value: values may be secrets. */
export class ConfigurationError extends Error {
  /**
   * @param {string} message
   * @param {readonly string[]} variables the variables to blame
   */
  constructor(message, variables = []) {
    super(message);
    this.name = "ConfigurationError";
    this.exitCode = CONFIGURATION_EXIT_CODE;
    this.variables = Object.freeze([...variables]);
  }
}

/** `internal`: handed by the start script to the processes it starts, not for people to set. */
export const VARIABLES = Object.freeze(
  /** @type {const} @satisfies {Record<string, Variable>} */ ({
    PLAID_CLIENT_ID: {
      about: "Plaid client id; with PLAID_SECRET it turns the demo into a live install",
      demo: "ignored",
      live: "required",
    },
    PLAID_SECRET: { about: "Plaid secret of the same environment", demo: "ignored", live: "required" },
    PLAID_ENV: {
      about: "sandbox, production, or the loopback URL of a Plaid-compatible server",
      demo: "ignored",
      live: "optional",
      default: "sandbox",
    },
    PLAID_REDIRECT_URI: {
      about: "OAuth return address registered with Plaid, APP_URL + /connections/oauth-return",
      demo: "ignored",
      live: "optional",
    },
    PLAID_COUNTRY_CODES: {
      about: "countries offered in Link, comma-separated",
      demo: "optional",
      live: "optional",
      default: "US",
    },
    PLAID_LANGUAGE: { about: "language of Link", demo: "optional", live: "optional", default: "en" },
    PLAID_SANDBOX_PORT: {
      about: "port of the local Plaid; unset: 3010 or the next free one",
      demo: "optional",
      live: "ignored",
      default: "3010",
    },
    APP_SECRET: {
      about: "base64 of at least 32 random bytes; comma list (current first) or file:/path",
      demo: "generated",
      live: "required",
    },
    APP_URL: { about: "address people open; https, http only on loopback", demo: "ignored", live: "required" },
    REST_ACCESS: {
      about: "key, or upstream: a gateway in front decides who may call REST",
      demo: "ignored",
      live: "optional",
      default: "key",
    },
    HOST: {
      about: "address to listen on; the demo never leaves loopback",
      demo: "ignored",
      live: "optional",
      default: "127.0.0.1",
    },
    PORT: {
      about: "port to listen on; unset: 3000 or the next free one",
      demo: "optional",
      live: "optional",
      default: "3000",
    },
    TRUST_PROXY_HOPS: {
      about: "proxies in front whose X-Forwarded-For is believed",
      demo: "ignored",
      live: "optional",
      default: "0",
    },
    DATABASE_URL: {
      about: "a PostgreSQL of your own; unset: one is run in the data folder",
      demo: "optional",
      live: "optional",
    },
    DATABASE_DIRECT_URL: {
      about:
        "same database past the pooler, for migrations and the queue; the same as DATABASE_URL: there is no pooler",
      demo: "optional",
      live: "optional",
    },
    DATABASE_MIGRATIONS: {
      about: "what must have been applied to the database, comma-separated",
      demo: "generated",
      live: "generated",
      internal: true,
    },
    DATABASE_POOL_MAX: { about: "connections per process", demo: "optional", live: "optional", default: "10" },
    WORKER_REFRESHES: {
      about: "refreshes that a worker has under way at a time",
      demo: "optional",
      live: "optional",
      default: "8",
    },
    DATA_DIR: {
      about: "folder for the database, the demo's secret and the local Plaid's state",
      demo: "optional",
      live: "optional",
      default: ".data",
    },
    APP_TIME_ZONE: { about: "IANA zone whose midnight ends a day", demo: "optional", live: "optional", default: "UTC" },
    LOG_LEVEL: {
      about: "fatal, error, warn, info, debug, trace or silent; unset: warn in the demo, else info",
      demo: "optional",
      live: "optional",
    },
    PLAID_SANDBOX_URL: { about: "where the local Plaid listens", demo: "generated", live: "ignored", internal: true },
    PLAID_SANDBOX_STATE_FILE: { about: "the local Plaid's memory", demo: "generated", live: "ignored", internal: true },
    PLAID_SANDBOX_CONTROL_PORT: {
      about: "port of the local Plaid's controls",
      demo: "generated",
      live: "ignored",
      internal: true,
    },
    PLAID_SANDBOX_CONTROL_URL: { about: "the same as an address", demo: "generated", live: "ignored", internal: true },
    PLAID_SANDBOX_CONTROL_TOKEN: {
      about: "bearer token the controls ask for",
      demo: "generated",
      live: "ignored",
      internal: true,
    },
    PLAID_SANDBOX_APP_ORIGINS: {
      about: "origins that may frame the local Plaid's Link, comma-separated",
      demo: "generated",
      live: "ignored",
      internal: true,
    },
  }),
);

/** @typedef {keyof typeof VARIABLES} VariableName */

/**
 * What all processes of an install agree on. `appSecrets` are keys, current first; empty only in a demo whose secret the
 * start script has yet to make. `appSecretFile` is where they were read, if in a file, which may be replaced while a process runs. `ignored` names variables that are set but mean nothing in this mode.
 * @typedef {Readonly<{
 *   host: string, port: number, isPortGiven: boolean, dataDir: string, timeZone: string,
 *   databaseUrl: string | null, databaseDirectUrl: string | null, isDatabaseDirect: boolean, databasePoolMax: number, workerRefreshes: number,
 *   databaseMigrations: readonly string[],
 *   appSecrets: readonly Uint8Array[], appSecretFile: string | null, countryCodes: readonly string[], language: string,
 *   logLevel: import("./env-values.mjs").LogLevel, trustProxyHops: number, ignored: readonly VariableName[],
 * }>} CommonSettings
 */
/**
 * @typedef {CommonSettings & Readonly<{
 *   mode: "demo", environment: "demo", restAccess: "anonymous", appUrl: null, plaid: null, plaidRedirectUri: string, webhookUrl: string,
 *   sandboxPort: number, isSandboxPortGiven: boolean, sandboxUrl: string | null,
 *   sandboxControl: Readonly<{ url: string, token: string }> | null,
 * }>} DemoSettings
 */
/**
 * @typedef {CommonSettings & Readonly<{
 *   mode: "live", environment: "sandbox" | "production" | "custom", restAccess: "key" | "upstream", appUrl: string,
 *   plaid: Readonly<{ clientId: string, secret: string, baseUrl: string }>, plaidRedirectUri: string | null,
 *   webhookUrl: string | null,
 * }>} LiveSettings
 */
/** @typedef {DemoSettings | LiveSettings} Settings */

const WEBHOOK_PATH = "/api/plaid/webhook";
const OAUTH_RETURN_PATH = "/connections/oauth-return";
const PLAID_HOSTS = { sandbox: "https://sandbox.plaid.com", production: "https://production.plaid.com" };

/**
 * The settings `env` stands for. An empty value counts as unset.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {{ projectDir?: string, readFile?: (file: string) => string }} [options] `projectDir`: what a relative DATA_DIR starts from
 * @returns {Settings}
 * @throws {ConfigurationError} naming every variable at fault
 */
export function resolveEnvironment(env, { projectDir = ".", readFile = (file) => fs.readFileSync(file, "utf8") } = {}) {
  /** @type {Map<VariableName, string>} */
  const problems = new Map();
  /** @param {VariableName} name */
  const given = (name) => env[name]?.trim() || undefined;
  /**
   * @template T
   * @param {VariableName} name
   * @param {(text: string) => T} parse throws an Error that completes the sentence "NAME …"
   * @returns {T | null} null when unset and without default, or when it was at fault
   */
  const value = (name, parse) => {
    const variable = /** @type {Variable} */ (VARIABLES[name]);
    const text = (variable[mode] === "ignored" ? undefined : given(name)) ?? variable.default;
    if (text === undefined) return null;
    try {
      return parse(text);
    } catch (error) {
      problems.set(name, error instanceof Error ? error.message : "is not valid");
      return null;
    }
  };

  const hasClientId = given("PLAID_CLIENT_ID") !== undefined;
  /** @type {Mode} */
  const mode = hasClientId || given("PLAID_SECRET") !== undefined ? "live" : "demo";
  const names = /** @type {VariableName[]} */ (Object.keys(VARIABLES));
  for (const name of names) {
    if (VARIABLES[name][mode] !== "required" || given(name) !== undefined) continue;
    const other = name === "PLAID_CLIENT_ID" ? "PLAID_SECRET" : name === "PLAID_SECRET" ? "PLAID_CLIENT_ID" : null;
    problems.set(
      name,
      other
        ? `is missing (${other} is set: set both, or neither for the demo)`
        : "is missing (required with Plaid keys)",
    );
  }

  const databaseUrl = value("DATABASE_URL", read.postgresUrl);
  const directUrl = value("DATABASE_DIRECT_URL", read.postgresUrl);
  if (!given("DATABASE_URL") && given("DATABASE_DIRECT_URL")) problems.set("DATABASE_DIRECT_URL", "needs DATABASE_URL");
  const common = {
    host: value("HOST", read.host) ?? "127.0.0.1",
    port: value("PORT", read.wholeNumber(1, 65535)) ?? 3000,
    isPortGiven: given("PORT") !== undefined,
    dataDir: path.resolve(projectDir, value("DATA_DIR", read.text) ?? ".data"),
    timeZone: value("APP_TIME_ZONE", read.timeZone) ?? "UTC",
    databaseUrl,
    databaseDirectUrl: directUrl ?? databaseUrl,
    // Only if said so: what does not name the way past a pooler may be a pooler itself.
    isDatabaseDirect: directUrl !== null && directUrl === databaseUrl,
    databasePoolMax: value("DATABASE_POOL_MAX", read.wholeNumber(1, 1000)) ?? 10,
    workerRefreshes: value("WORKER_REFRESHES", read.wholeNumber(1, 100)) ?? 8,
    databaseMigrations: value("DATABASE_MIGRATIONS", read.list) ?? [],
    appSecrets: value("APP_SECRET", read.secrets(readFile)) ?? [],
    appSecretFile: value("APP_SECRET", read.secretFile),
    countryCodes: value("PLAID_COUNTRY_CODES", read.countryCodes) ?? ["US"],
    language: value("PLAID_LANGUAGE", read.language) ?? "en",
    // Whoever tries the demo looks at the page; whoever runs an install reads its log.
    logLevel: value("LOG_LEVEL", read.logLevel) ?? (mode === "demo" ? "warn" : "info"),
    trustProxyHops: value("TRUST_PROXY_HOPS", read.wholeNumber(0, 10)) ?? 0,
    ignored: names.filter(
      (name) =>
        VARIABLES[name][mode] === "ignored" &&
        given(name) !== undefined &&
        given(name) !== /** @type {Variable} */ (VARIABLES[name]).default,
    ),
  };
  const sandboxPort = value("PLAID_SANDBOX_PORT", read.wholeNumber(1, 65535)) ?? 3010;
  const sandboxUrl = value("PLAID_SANDBOX_URL", read.loopbackOrigin);
  const controlUrl = value("PLAID_SANDBOX_CONTROL_URL", read.loopbackOrigin);
  const controlToken = given("PLAID_SANDBOX_CONTROL_TOKEN");
  const sandboxControl = controlUrl && controlToken ? { url: controlUrl, token: controlToken } : null;
  const plaidEnv = value("PLAID_ENV", read.plaidEnv) ?? "sandbox";
  const restAccess = value("REST_ACCESS", read.oneOf("key", "upstream")) ?? "key";
  const appUrl = value("APP_URL", read.appUrl);
  const plaidRedirectUri = value("PLAID_REDIRECT_URI", read.oauthReturn);

  if (problems.size > 0) {
    const sentence = [...problems].map(([name, problem]) => `${name} ${problem}`).join("; ");
    throw new ConfigurationError(sentence, [...problems.keys()]);
  }
  if (mode === "demo") {
    const isSandboxPortGiven = given("PLAID_SANDBOX_PORT") !== undefined;
    const demo = {
      mode,
      environment: mode,
      restAccess: /** @type {const} */ ("anonymous"),
      appUrl: null,
      plaid: null,
      plaidRedirectUri: `http://localhost:${common.port}${OAUTH_RETURN_PATH}`,
      webhookUrl: `http://127.0.0.1:${common.port}${WEBHOOK_PATH}`,
    };
    return deepFreeze({ ...common, ...demo, sandboxPort, isSandboxPortGiven, sandboxUrl, sandboxControl });
  }
  const isKnown = plaidEnv === "sandbox" || plaidEnv === "production";
  const plaid = {
    clientId: given("PLAID_CLIENT_ID") ?? "",
    secret: given("PLAID_SECRET") ?? "",
    baseUrl: isKnown ? PLAID_HOSTS[plaidEnv] : plaidEnv,
  };
  const environment = isKnown ? plaidEnv : /** @type {const} */ ("custom");
  const addresses = { appUrl: appUrl ?? "", plaidRedirectUri, webhookUrl: webhookUrlOf(appUrl ?? "", environment) };
  return deepFreeze({ ...common, mode, environment, restAccess, plaid, ...addresses });
}

/**
 * Where Plaid sends webhooks; null where it could not reach this install.
 * @param {string} appUrl
 * @param {Environment} environment
 */
function webhookUrlOf(appUrl, environment) {
  const isPlaidLocal = environment === "custom";
  return appUrl && (isPlaidLocal || !read.isLoopbackHost(new URL(appUrl).hostname)) ? `${appUrl}${WEBHOOK_PATH}` : null;
}

/**
 * @template {object} T
 * @param {T} settings
 * @returns {T}
 */
function deepFreeze(settings) {
  for (const part of Object.values(settings))
    if (Array.isArray(part) || part?.constructor === Object) Object.freeze(part);
  return Object.freeze(settings);
}
