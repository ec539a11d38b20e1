// The built app as an installation runs it, made to be hurt: any number of web and worker processes, the local Plaid, and a
// Postgres of its own with fsync on, each of which can be killed, frozen, stopped and started again.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { demoSecret } from "./data-dir.mjs";
import { resolveEnvironment } from "./env.mjs";
import { Failure } from "./failure.mjs";
import { anyPort } from "./ports.mjs";
import { appIsReady, isListening } from "./readiness.mjs";
import { startSoakPostgres } from "./soak-postgres.mjs";
import { describeProcesses, describeSandbox } from "./stack.mjs";
import { runNode } from "./tools.mjs";

const TOLD_BYTES = 4_000;
/** Connections for looking into the database. */
const LOOKERS = 4;

/** @typedef {import("./children.mjs").ChildSpec} ChildSpec */
/** @typedef {Awaited<ReturnType<typeof startSoakStack>>} SoakStack */
/** @typedef {ReturnType<typeof createProcess>} SoakProcess */

/**
 * One process of the app, not running yet. What it prints goes to a file of its name.
 * @param {{ projectDir: string, logDir: string, name: string, spec: ChildSpec, isUp: () => Promise<void> }} input
 */
function createProcess({ projectDir, logDir, name, spec, isUp }) {
  const logFile = path.join(logDir, `${name}.log`);
  /** @type {import("node:child_process").ChildProcess | null} */
  let child = null;
  /** @type {Promise<number | null>} */
  let ended = Promise.resolve(null);
  const lastWords = () => fs.readFileSync(logFile, "utf8").slice(-TOLD_BYTES);
  const signal = (/** @type {NodeJS.Signals} */ sign) => {
    if (child?.pid) process.kill(child.pid, sign);
  };
  return {
    name,
    isRunning: () => child !== null,
    /** The end of what it printed. */
    lastWords,
    pid: () => child?.pid ?? 0,
    /** @param {Record<string, string>} [more] further variables */
    start: async (more = {}) => {
      const out = fs.openSync(logFile, "a");
      // The leader of a group, so that it can end itself when this script is killed.
      child = spawn(process.execPath, spec.args, {
        cwd: projectDir,
        env: { ...spec.env, ...more },
        stdio: ["ignore", out, out],
        detached: true,
      });
      fs.closeSync(out);
      const started = child;
      ended = new Promise((resolve) => {
        started.once("exit", (code) => {
          if (child === started) child = null;
          resolve(code);
        });
      });
      const early = ended.then((code) => {
        throw new Failure(`${name} ended (code ${code}):\n${lastWords()}`);
      });
      await Promise.race([isUp(), early]);
      early.catch(() => {});
    },
    /** kill -9 */
    kill: async () => {
      signal("SIGKILL");
      await ended;
    },
    freeze: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
    /** SIGTERM. @returns {Promise<number | null>} the exit code */
    stop: () => {
      signal("SIGTERM");
      return ended;
    },
  };
}

/** @param {string} text @param {() => string} read */
async function hasPrinted(text, read) {
  while (!read().includes(text)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/**
 * @param {{ projectDir: string, distDir: string, dataDir: string, env: Record<string, string | undefined>, webs: number, workers: number }} input
 * @param {(step: () => unknown) => void} onEnd is given what must be undone
 */
export async function startSoakStack({ projectDir, distDir, dataDir, env: given, webs: webCount, workers }, onEnd) {
  const env = { ...given, LOG_LEVEL: "info" };
  const postgres = await startSoakPostgres(dataDir, onEnd);
  const database = { DATABASE_URL: postgres.url, DATABASE_DIRECT_URL: postgres.url };
  const migrate = ["scripts/migrate.mjs", "deploy"];
  const { code, output } = await runNode(migrate, { cwd: projectDir, env: { ...env, ...database } });
  if (code !== 0) throw new Failure(`the database cannot be migrated: ${output}`);
  const settings = resolveEnvironment({ ...env, ...database, DATA_DIR: dataDir }, { projectDir });
  const sandbox = describeSandbox({ dataDir, port: await anyPort(), controlPort: await anyPort() });
  const describe = (/** @type {number} */ port) =>
    describeProcesses({
      projectDir,
      distDir,
      isDev: false,
      facts: {
        settings,
        env,
        port,
        databaseUrl: postgres.url,
        appSecret: demoSecret(dataDir),
        isDatabaseOurs: false,
        sandbox,
      },
    });
  /** @type {SoakProcess[]} */
  const all = [];
  const add = (/** @type {string} */ name, /** @type {ChildSpec} */ spec, /** @type {() => Promise<void>} */ isUp) => {
    const one = createProcess({ projectDir, logDir: dataDir, name, spec, isUp });
    onEnd(() => one.kill());
    all.push(one);
    return one;
  };
  const addWeb = async (/** @type {string} */ name) => {
    const port = await anyPort();
    const isUp = () => appIsReady({ host: "127.0.0.1", port, appUrl: null, deadlineMs: 60_000 });
    return { ...add(name, describe(port).web, isUp), port, url: `http://127.0.0.1:${port}` };
  };
  const { sandbox: sandboxSpec, worker: workerSpec } = describe(sandbox.port);
  if (!sandboxSpec) throw new Failure("the soak needs the demo's local Plaid");
  const plaid = add("plaid", sandboxSpec, () => isListening(sandbox.controlPort, "the local Plaid"));
  const webs = [];
  for (let place = 1; place <= webCount; place += 1) webs.push(await addWeb(`web-${place}`));
  const addWorker = (/** @type {string} */ name) => {
    const file = path.join(dataDir, `${name}.log`);
    const read = () => fs.readFileSync(file, "utf8");
    const one = add(name, workerSpec, () => hasPrinted("worker ready", read));
    const start = (/** @type {Record<string, string>} */ more = {}) => {
      fs.writeFileSync(file, "");
      return one.start(more);
    };
    return { ...one, start };
  };
  const workersOfIt = Array.from({ length: workers }, (_, place) => addWorker(`worker-${place + 1}`));
  await plaid.start();
  const pool = new pg.Pool({ connectionString: postgres.url, max: LOOKERS });
  pool.on("error", () => {}); // of a server that was killed
  onEnd(() => pool.end());
  return {
    postgres,
    sandbox,
    webs,
    workers: workersOfIt,
    /** Runs one statement, past the app. @param {string} text @param {unknown[]} [values] */
    query: async (text, values) => (await pool.query(text, values)).rows,
    /** What the processes said on a level that asks for attention, each in a line. */
    complaints: () =>
      all
        .flatMap(({ name }) => {
          const file = path.join(dataDir, `${name}.log`);
          return fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n") : [];
        })
        .filter((line) => /^{"level":"error".*}$/.test(line))
        .map((line) => {
          const { time, msg, route, error } = JSON.parse(line);
          return [time, msg, route, error?.message, error?.cause?.message].filter(Boolean).join(" ");
        }),
  };
}
