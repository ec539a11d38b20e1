// One bench from its first process to its last: what its parts are handed, the tables they make, and the end of everything.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { machineLine, missesOf, toMarkdown, writeReport } from "./bench-report.mjs";
import { startStack } from "./bench-stack.mjs";
import { DIST_DIR, ensureBuild, ensurePrismaClient } from "./build.mjs";
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
/** `parts` are run in their order; `file` and `about` are the document that a whole run writes. @typedef {{ parts: Record<string, Part>, file: string, title: string, about: string }} Plan */

export const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

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

/** @param {Record<string, Part>} parts @param {string[]} names */
function partsOf(parts, names) {
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined)
    throw new Failure(`the bench has no part ${unknown}; it has ${Object.keys(parts).join(", ")}`);
  return Object.entries(parts).filter(([name]) => names.length === 0 || names.includes(name));
}

/** @param {Plan} plan */
async function main({ parts, file, title, about }) {
  const names = process.argv.slice(2);
  const asked = partsOf(parts, names);
  await ensureInstalled(PROJECT_DIR, log);
  await ensurePrismaClient(PROJECT_DIR, log);
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
  for (const [, part] of asked) {
    const measured = await part(bench);
    sections.push(...measured);
    console.log(`\n${measured.map(toMarkdown).join("\n")}`);
  }
  const { rows } = await (await connect()).query("SHOW server_version");
  const machine = machineLine(rows[0].server_version);
  console.log(`machine: ${machine}`);
  if (names.length === 0) writeReport({ file: path.join(PROJECT_DIR, file), title, about, machine, sections });
  const misses = sections.flatMap(missesOf);
  for (const miss of misses) console.log(`missed: ${miss}`);
  return misses.length > 0 ? 1 : 0;
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

/** Measures the parts that the command line names, or all of them, and ends the process. @param {Plan} plan */
export async function runBench(plan) {
  for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => void end().then(() => process.exit(130)));
  // While it is being ended, whatever still runs into the missing processes says nothing new.
  const code = await main(plan).catch((error) => (ending ? 1 : report(error)));
  const isEnding = ending !== undefined;
  await end();
  if (!isEnding) process.exit(code);
}
