// Which processes an install consists of, and what each of them is told.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { bundleDirOf } from "./build.mjs";
import { VARIABLES } from "./env.mjs";
import { listMigrations } from "./migrations.mjs";

/** @typedef {import("./env.mjs").Settings} Settings */
/** @typedef {import("./children.mjs").ChildSpec} ChildSpec */
/** @typedef {Partial<Record<import("./env.mjs").VariableName, string>>} Handed */

/** What the start script found out, for the processes. @typedef {{ settings: Settings, env: Record<string, string | undefined>, port: number, databaseUrl: string, appSecret: string, isDatabaseOurs: boolean, sandbox: Sandbox | null }} Facts */
/** @typedef {{ url: string, port: number, controlPort: number, controlUrl: string, controlToken: string, stateFile: string }} Sandbox */

/**
 * @param {{ dataDir: string, port: number, controlPort: number }} input
 * @returns {Sandbox}
 */
export function describeSandbox({ dataDir, port, controlPort }) {
  const folder = path.join(dataDir, "sandbox");
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const control = { url: `http://127.0.0.1:${controlPort}`, token: randomBytes(24).toString("base64url") };
  // For whoever may read the data folder; the port and the token are new with each start.
  const controlFile = path.join(folder, "control.json");
  fs.rmSync(controlFile, { force: true });
  fs.writeFileSync(controlFile, `${JSON.stringify(control)}\n`, { mode: 0o600 });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    controlPort,
    controlUrl: control.url,
    controlToken: control.token,
    stateFile: path.join(folder, "state.json"),
  };
}

/** @param {number} port */
const demoOrigins = (port) => ["localhost", "127.0.0.1", "[::1]"].map((host) => `http://${host}:${port}`);

/**
 * Every variable of the table is set, if to nothing: Next would fill an absent one from files the start never read.
 * @param {Record<string, string | undefined>} env
 * @param {Handed} handed
 */
function environmentWith(env, handed) {
  const table = Object.keys(VARIABLES).map((name) => [
    name,
    handed[/** @type {import("./env.mjs").VariableName} */ (name)] ?? "",
  ]);
  return { ...env, ...Object.fromEntries(table) };
}

/**
 * What web and worker are handed: the settings as given, with what the start script decided in place of defaults.
 * @param {Facts} facts
 * @returns {Handed}
 */
function appEnvironment({ settings, env, port, databaseUrl, appSecret, isDatabaseOurs, sandbox }) {
  /** @type {Handed} */
  const handed = {};
  for (const [name, variable] of Object.entries(VARIABLES)) {
    const isMeant = variable[settings.mode] !== "ignored" && !("internal" in variable);
    if (isMeant) handed[/** @type {import("./env.mjs").VariableName} */ (name)] = env[name];
  }
  return {
    ...handed,
    HOST: settings.host,
    PORT: String(port),
    DATA_DIR: settings.dataDir,
    APP_TIME_ZONE: settings.timeZone,
    APP_SECRET: appSecret,
    DATABASE_URL: databaseUrl,
    ...(isDatabaseOurs && { DATABASE_DIRECT_URL: databaseUrl }),
    ...(sandbox && { PLAID_SANDBOX_PORT: String(sandbox.port), PLAID_SANDBOX_URL: sandbox.url }),
  };
}

/** A preload in NODE_OPTIONS, whose paths may hold spaces. @param {string | undefined} options @param {string} file */
const withPreload = (options, file) => `${options ?? ""} --require ${JSON.stringify(file)}`.trim();

/**
 * @param {{ projectDir: string, distDir: string, isDev: boolean, facts: Facts }} input
 * @returns {{ sandbox: ChildSpec | null, worker: ChildSpec, seed: ChildSpec | null, web: ChildSpec }}
 */
export function describeProcesses({ projectDir, distDir, isDev, facts }) {
  const { settings, sandbox, port } = facts;
  const env = {
    ...facts.env,
    NODE_ENV: isDev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PLAID_INVESTMENTS_LAUNCHER: String(process.pid),
  };
  // Read once: a build goes on with the migrations it was made with, whatever the folder holds later.
  const migrations = listMigrations(path.join(projectDir, "prisma")).map(({ name }) => name);
  const app = { ...appEnvironment(facts), DATABASE_MIGRATIONS: migrations.join(",") };
  const watch = ["--require", path.join(projectDir, "scripts/parent-watch.cjs")];
  const source = ["--conditions=react-server", "--import", "tsx"];
  /** @param {string} bundle @param {string} entry @param {boolean} [isWatched] */
  const program = (bundle, entry, isWatched = true) =>
    isDev
      ? [...watch, ...(isWatched ? ["--watch", "--watch-preserve-output"] : []), ...source, entry]
      : [...watch, "--enable-source-maps", path.join(bundleDirOf(projectDir, distDir), bundle)];
  /** @type {Handed} */
  const controls = sandbox
    ? {
        PLAID_SANDBOX_URL: sandbox.url,
        PLAID_SANDBOX_CONTROL_URL: sandbox.controlUrl,
        PLAID_SANDBOX_CONTROL_TOKEN: sandbox.controlToken,
      }
    : {};
  return {
    sandbox: sandbox && {
      name: "the local Plaid",
      // Its address is told once everything is up.
      toLine: (line) => (line.startsWith('{"msg":"sandbox ready"') ? null : line),
      args: program("sandbox.mjs", "src/sandbox/main.ts"),
      // It stands for somebody else's service: neither our database nor our secret is its business.
      env: environmentWith(env, {
        ...controls,
        PLAID_SANDBOX_PORT: String(sandbox.port),
        PLAID_SANDBOX_CONTROL_PORT: String(sandbox.controlPort),
        PLAID_SANDBOX_STATE_FILE: sandbox.stateFile,
        PLAID_SANDBOX_APP_ORIGINS: demoOrigins(port).join(","),
        LOG_LEVEL: settings.logLevel,
      }),
      whenItEnds: "restart",
      graceMs: 3000,
    },
    worker: {
      name: "the worker",
      args: program("worker.mjs", "src/worker/main.ts"),
      env: environmentWith(env, app),
      whenItEnds: "restart",
      graceMs: 20_000, // it ends within 15 s
    },
    seed: sandbox && {
      name: "the demo's seed",
      args: program("seed-demo.mjs", "src/worker/seed-demo.ts", false),
      env: environmentWith(env, { ...app, ...controls }),
      whenItEnds: "once",
      graceMs: 3000,
    },
    web: {
      name: "the app",
      args: [
        path.join(projectDir, "node_modules/next/dist/bin/next"),
        isDev ? "dev" : "start",
        "-H",
        settings.host,
        "-p",
        String(port),
      ],
      env: {
        ...environmentWith(env, app),
        NEXT_DIST_DIR: distDir,
        // The guard takes the signals of a built app: Next would refuse connections before anybody heard that it stops.
        ...(!isDev && { NEXT_MANUAL_SIG_HANDLE: "1" }),
        PLAID_INVESTMENTS_OWNS_DATABASE: facts.isDatabaseOurs ? "1" : "0",
        NODE_OPTIONS: withPreload(facts.env.NODE_OPTIONS, path.join(projectDir, "scripts/http-guard.cjs")),
      },
      whenItEnds: "fatal",
      graceMs: 25_000, // the guard ends it within 22 s
    },
  };
}
