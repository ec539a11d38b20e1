// What every command that runs the app has in common: settings, install and build, signals, and the order of the end.
// Only `node:` modules and files that import nothing else until the dependencies are there.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { DIST_DIR, ensureBuild, ensurePrismaClient, noteServing } from "./build.mjs";
import { createSupervisor, Stopping } from "./children.mjs";
import { resolveEnvironment } from "./env.mjs";
import { loadEnvironment } from "./env-file.mjs";
import { report } from "./failure.mjs";
import { ensureInstalled, requireNode } from "./install.mjs";
import { choosePort } from "./ports.mjs";
import { thisProcess } from "./processes.mjs";
import { appIsReady } from "./readiness.mjs";

/** @typedef {import("./env.mjs").Settings} Settings */
/** @typedef {import("./children.mjs").ChildSpec} ChildSpec */

export const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
export const log = (/** @type {string} */ line) => console.log(`- ${line}`);

/** Undone in reverse order when everything ends. @type {(() => unknown)[]} */
export const undo = [];
let isReady = false;
/** @type {Promise<void> | undefined} */
let stopping;
const supervisor = createSupervisor({
  projectDir: PROJECT_DIR,
  log,
  onFatal: (sentence, exitCode) => void stop(exitCode, sentence),
});

/**
 * @param {number} exitCode
 * @param {string} [sentence]
 */
function stop(exitCode, sentence) {
  if (sentence && !stopping) console.error(`plaid-investments: ${sentence}`);
  stopping ??= (async () => {
    supervisor.refuse();
    for (const step of undo.reverse()) {
      try {
        await step();
      } catch (error) {
        report(error);
      }
    }
    process.exit(exitCode);
  })();
  return stopping;
}

function listenForTheEnd() {
  let firstAt = 0;
  /** @type {[NodeJS.Signals, number][]} */
  const signals = [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ];
  for (const [signal, code] of signals) {
    process.on(signal, () => {
      // npm passes a terminal's Ctrl-C on, so one press may arrive twice.
      if (firstAt && Date.now() - firstAt > 400) supervisor.killAll();
      firstAt ||= Date.now();
      void stop(isReady ? 0 : code);
    });
  }
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => void stop(isReady ? 0 : 1)); // the terminal is gone
  if (process.env.npm_lifecycle_event) {
    // npm passes SIGHUP on to nobody, and kill -9 least of all. A shell may go (nohup); npm never does before us.
    const npm = process.ppid;
    setInterval(() => process.ppid !== npm && void stop(isReady ? 0 : 129), 500).unref();
  }
  process.on("uncaughtException", (error) => void stop(report(error)));
}

/** Runs a command from here to its end: a failure, a signal or a process that does not stay up. @param {() => Promise<void>} main */
export function launch(main) {
  listenForTheEnd();
  main().catch((error) => {
    if (!stopping && !(error instanceof Stopping)) void stop(report(error));
  });
}

/** From now on a signal is the ordinary end. @param {string[]} lines what is told */
export function tellReady(...lines) {
  if (stopping) throw new Stopping();
  isReady = true;
  for (const line of lines) console.log(line);
}

/** The settings of this install, and whatever about them is worth a line. */
export function readSettings() {
  requireNode();
  const env = loadEnvironment(PROJECT_DIR, process.env);
  const settings = resolveEnvironment(env, { projectDir: PROJECT_DIR });
  if (settings.ignored.length > 0)
    log(`${settings.ignored.join(", ")}: set, but without meaning in ${settings.mode} mode`);
  if (settings.restAccess === "upstream")
    log("REST_ACCESS=upstream: REST answers without a key, so a gateway in front must decide who may call it");
  return { env, settings, distDir: env.NEXT_DIST_DIR || DIST_DIR };
}

/** Where the app is to listen; nobody else gets the port until the end. @param {Settings} settings */
export async function chooseAppPort({ host, port: wanted, isPortGiven }) {
  const hosts = host === "127.0.0.1" ? ["127.0.0.1", "::1"] : [host];
  const { port, release } = await choosePort({ port: wanted, isGiven: isPortGiven, variable: "PORT", hosts });
  undo.push(release);
  return port;
}

/** Dependencies, database client and build, made where they are not in step. @param {{ distDir: string, isDev?: boolean }} input */
export async function prepareBuild({ distDir, isDev = false }) {
  await ensureInstalled(PROJECT_DIR, log);
  await ensurePrismaClient(PROJECT_DIR, log);
  if (isDev) return;
  await ensureBuild({ projectDir: PROJECT_DIR, distDir, log });
  undo.push(noteServing({ projectDir: PROJECT_DIR, distDir, id: thisProcess() }));
}

/** @param {ChildSpec} spec */
export function start(spec) {
  undo.push(() => supervisor.stop(spec.name));
  return supervisor.start(spec);
}

/** Ends these at the same time when everything ends: each has work to finish, and neither waits for the other. @param {ChildSpec[]} specs */
export function endTogether(...specs) {
  undo.push(() => Promise.all(specs.map(({ name }) => supervisor.stop(name))));
}

/**
 * Starts the app and waits until it is ready.
 * @param {ChildSpec} spec
 * @param {{ settings: Settings, port: number, isDev?: boolean }} input
 */
export async function startApp(spec, { settings: { host, appUrl }, port, isDev = false }) {
  log("starting the app");
  // Next's own banner names addresses too; ours is the one that counts.
  const isBanner = (/** @type {string} */ line) =>
    !isReady && /^\s*(▲|✓|○|- (Local|Network|Experiments|Environments)|$)/.test(line);
  start({ ...spec, toLine: (line) => (isBanner(line) ? null : line) });
  await appIsReady({ host, port, appUrl, deadlineMs: isDev ? 180_000 : 60_000 });
}
