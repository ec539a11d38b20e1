// `npm run bench`: what the built app costs through HTTP, beside the least that the same work can cost. Everything happens in a
// data folder of its own, which is gone afterwards. `npm run bench -- items all` measures these parts alone; the whole run
// writes docs/benchmarks.md.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { benchAll } from "./bench-all.mjs";
import { benchItems } from "./bench-items.mjs";
import { benchQueue } from "./bench-queue.mjs";
import { machineLine, toMarkdown, writeReport } from "./bench-report.mjs";
import { startStack } from "./bench-stack.mjs";
import { benchStart } from "./bench-start-time.mjs";
import { DIST_DIR, ensureBuild } from "./build.mjs";
import { Failure, report } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { withoutSettings } from "./tools.mjs";

/**
 * What a part of the bench is handed: `stack` starts web and local Plaid, without a worker, for the first that asks; `connect`
 * opens a connection to its database. What must be undone goes to `onEnd`.
 * @typedef {{
 *   projectDir: string, distDir: string, dataDir: string, env: Record<string, string | undefined>,
 *   log: (line: string) => void, onEnd: (step: () => unknown) => void,
 *   stack: () => Promise<import("./bench-app.mjs").Stack>, connect: () => Promise<import("pg").Client>,
 * }} Bench
 */
/** @typedef {(bench: Bench) => Promise<import("./bench-report.mjs").Section[]>} Part */

/** In this order. @type {Record<string, Part>} */
const PARTS = { start: benchStart, items: benchItems, all: benchAll, queue: benchQueue };
const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const REPORT_FILE = path.join(PROJECT_DIR, "docs/benchmarks.md");

/** Undone in reverse order. @type {(() => unknown)[]} */
const undo = [];
const onEnd = (/** @type {() => unknown} */ step) => void undo.push(step);
const log = (/** @type {string} */ line) => console.log(`- ${line}`);

/** @template T @param {() => Promise<T>} make @returns {() => Promise<T>} */
function once(make) {
  /** @type {Promise<T> | undefined} */
  let made;
  return () => {
    made ??= make();
    return made;
  };
}

/** @param {string[]} names */
function partsOf(names) {
  const unknown = names.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined)
    throw new Failure(`the bench has no part ${unknown}; it has ${Object.keys(PARTS).join(", ")}`);
  return Object.entries(PARTS).filter(([name]) => names.length === 0 || names.includes(name));
}

async function main() {
  const names = process.argv.slice(2);
  const parts = partsOf(names);
  await ensureInstalled(PROJECT_DIR, log);
  const { default: pg } = await import("pg");
  const { postgresHost } = await import("./postgres-host.mjs");
  const dataDir = path.join(PROJECT_DIR, ".data", `bench-${process.pid}`);
  fs.mkdirSync(dataDir, { recursive: true });
  onEnd(() => fs.rmSync(dataDir, { recursive: true, force: true }));
  const { stateDir } = postgresHost(dataDir);
  onEnd(() => fs.rmSync(stateDir, { recursive: true, force: true })); // elsewhere when dataDir only links to it

  const env = withoutSettings();
  const distDir = process.env.NEXT_DIST_DIR || DIST_DIR;
  const stack = once(async () => {
    await ensureBuild({ projectDir: PROJECT_DIR, distDir, log });
    log("starting web and local Plaid, no worker");
    return startStack({ projectDir: PROJECT_DIR, distDir, dataDir, env, log }, onEnd, giveUp);
  });
  const connect = async () => {
    const client = new pg.Client({ connectionString: (await stack()).databaseUrl });
    await client.connect();
    onEnd(() => client.end());
    return client;
  };
  const bench = { projectDir: PROJECT_DIR, distDir, dataDir, env, log, onEnd, stack, connect };
  const sections = [];
  for (const [, part] of parts) {
    const measured = await part(bench);
    sections.push(...measured);
    console.log(`\n${measured.map(toMarkdown).join("\n")}`);
  }
  const { rows } = await (await connect()).query("SHOW server_version");
  const machine = machineLine(rows[0].server_version);
  console.log(`machine: ${machine}`);
  if (names.length === 0) writeReport({ file: REPORT_FILE, machine, sections });
  return 0;
}

/** @type {Promise<void> | undefined} */
let ending;
const end = () => {
  ending ??= (async () => {
    for (const step of undo.reverse()) await Promise.resolve().then(step).catch(report);
  })();
  return ending;
};

/** @param {string} sentence */
function giveUp(sentence) {
  console.error(`plaid-investments: ${sentence}`);
  void end().then(() => process.exit(1));
}

for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => void end().then(() => process.exit(130)));

// While it is being ended, whatever still runs into the missing processes says nothing new.
const code = await main().catch((error) => (ending ? 1 : report(error)));
const isEnding = ending !== undefined;
await end();
if (!isEnding) process.exit(code);
