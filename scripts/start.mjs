// `npm start` and `npm run dev`: from a clean clone to a running app, and back to nothing. Only `node:` modules and files
// that import nothing else until the dependencies are there.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundleDirOf, DIST_DIR, ensureBuild, ensurePrismaClient, noteServing } from "./build.mjs";
import { createSupervisor, Stopping } from "./children.mjs";
import { demoSecret, prepareDataDir } from "./data-dir.mjs";
import { resolveEnvironment } from "./env.mjs";
import { loadEnvironment } from "./env-file.mjs";
import { Failure, report, writing } from "./failure.mjs";
import { tryLock } from "./file-lock.mjs";
import { ensureInstalled } from "./install.mjs";
import { openDatabase } from "./open-database.mjs";
import { anyPort, choosePort } from "./ports.mjs";
import { thisProcess } from "./processes.mjs";
import { appIsReady, isListening } from "./readiness.mjs";
import { describeProcesses, describeSandbox } from "./stack.mjs";

const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const isDev = process.argv.includes("--dev");
const log = (/** @type {string} */ line) => console.log(`- ${line}`);

/** Undone in reverse order when everything ends. @type {(() => unknown)[]} */
const undo = [];
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

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Failure(`Node ${process.versions.node} is too old: install Node 20.19 or newer`);
}

/** One start per data folder. @param {string} dataDir */
function claim(dataDir) {
  const lock = writing(dataDir, "cannot be written (DATA_DIR)", () => tryLock(path.join(dataDir, "running.lock")));
  if (!("release" in lock))
    throw new Failure(
      lock.note ? `it runs already in this folder: ${lock.note}` : "it is being started in this folder already",
    );
  undo.push(() => lock.release());
  return lock;
}

async function main() {
  requireNode();
  const env = loadEnvironment(PROJECT_DIR, process.env);
  const settings = resolveEnvironment(env, { projectDir: PROJECT_DIR });
  const distDir = env.NEXT_DIST_DIR || DIST_DIR;
  prepareDataDir(settings.dataDir);
  const claimed = claim(settings.dataDir);
  if (settings.ignored.length > 0)
    log(`${settings.ignored.join(", ")}: set, but without meaning in ${settings.mode} mode`);
  if (settings.restAccess === "upstream")
    log("REST_ACCESS=upstream: REST answers without a key, so a gateway in front must decide who may call it");

  const hosts = settings.host === "127.0.0.1" ? ["127.0.0.1", "::1"] : [settings.host];
  const { port, release } = await choosePort({
    port: settings.port,
    isGiven: settings.isPortGiven,
    variable: "PORT",
    hosts,
  });
  undo.push(release);

  await ensureInstalled(PROJECT_DIR, log);
  await ensurePrismaClient(PROJECT_DIR, log);
  if (!isDev) await ensureBuild({ projectDir: PROJECT_DIR, distDir, log });
  if (!isDev) undo.push(noteServing({ projectDir: PROJECT_DIR, distDir, id: thisProcess() }));

  const { databaseUrl, isDatabaseOurs } = await openDatabase({ projectDir: PROJECT_DIR, settings, env, log, undo });
  const appSecret =
    settings.mode === "demo" && settings.appSecrets.length === 0
      ? demoSecret(settings.dataDir)
      : (env.APP_SECRET ?? "");

  let sandbox = null;
  if (settings.mode === "demo") {
    const chosen = await choosePort({
      port: settings.sandboxPort,
      isGiven: settings.isSandboxPortGiven,
      variable: "PLAID_SANDBOX_PORT",
      hosts: ["127.0.0.1"],
      avoid: [port],
    });
    undo.push(chosen.release);
    sandbox = describeSandbox({ dataDir: settings.dataDir, port: chosen.port, controlPort: await anyPort() });
  }
  const facts = { settings, env, port, databaseUrl, appSecret, isDatabaseOurs, sandbox };
  const specs = describeProcesses({
    projectDir: PROJECT_DIR,
    bundleDir: bundleDirOf(PROJECT_DIR, distDir),
    distDir,
    isDev,
    facts,
  });
  /** @param {import("./children.mjs").ChildSpec} spec */
  const start = (spec) => {
    undo.push(() => supervisor.stop(spec.name));
    return supervisor.start(spec);
  };

  if (specs.sandbox && sandbox) {
    log("starting the local Plaid");
    start(specs.sandbox);
    await isListening(sandbox.port, specs.sandbox.name);
  }
  const seeding = specs.seed ? start({ ...specs.seed, toLine: (line) => `- ${line}` }).ended : Promise.resolve(0);
  log("starting the app");
  // Next's own banner names addresses too; ours is the one that counts.
  const isBanner = (/** @type {string} */ line) =>
    !isReady && /^\s*(▲|✓|○|- (Local|Network|Experiments|Environments)|$)/.test(line);
  start({ ...specs.web, toLine: (line) => (isBanner(line) ? null : line) });
  await appIsReady({ host: settings.host, port, appUrl: settings.appUrl, deadlineMs: isDev ? 180_000 : 60_000 });

  // The seed runs beside the app's own start; the address is told when both are done.
  const seeded = await seeding;
  if (stopping) throw new Stopping();
  if (seeded !== 0) throw new Failure(`the demo's data could not be made (code ${seeded})`, seeded);
  // Not before: an Item that the seed linked half a year ago is due, and the worker would refresh it as of today.
  log("starting the worker");
  start(specs.worker);

  isReady = true;
  const address = settings.appUrl ?? `http://localhost:${port}`;
  claimed.setNote(address);
  if (sandbox) console.log(`the local Plaid listens at ${sandbox.url}`);
  console.log(`plaid-investments is ready: ${address}`);
}

listenForTheEnd();
main().catch((error) => {
  if (!stopping && !(error instanceof Stopping)) void stop(report(error));
});
