// `npm run test:soak`: what the app promises about crashes, concurrency and a database that fails, tried on the built processes.
// One line a promise; `--fast` is the part for every run of CI, names (R-01 T24 …) choose some, `--seed N` repeats a failure at
// the same random points, `--rounds N` does more or fewer of what a promise repeats.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureBuild, ensurePrismaClient } from "./build.mjs";
import { removeDataDir } from "./data-dir.mjs";
import { Failure, report } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { passSignalsOn, withoutSettings } from "./tools.mjs";

const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
/** The build of the tests: an app may be running from the other one. */
const DIST_DIR = ".next-test";
const TOLD_COMPLAINTS = 20;
const log = (/** @type {string} */ line) => console.log(`- ${line}`);

/**
 * What a promise is tried with; `random` gives numbers from 0 to 1 that the seed decides.
 * @typedef {{ stack: import("./soak-stack.mjs").SoakStack, random: () => number, fast: boolean, rounds?: number }} Soak
 */
/** Returns its figures. Errors: Failure when the promise does not hold. @typedef {(soak: Soak) => Promise<string>} Promised */

/** They take minutes, however little is done. */
const NEVER_FAST = ["chaos", "properties"];
/** The processes are there to be started, at most so many. */
const MOST = { webs: 2, workers: 2 };

/** @returns {Promise<Record<string, Promised>>} in the order in which they are tried */
async function promises() {
  // Only now: these need what `npm ci` installs.
  const { killPostgres, killWorker, retryKilled } = await import("./soak-crashes.mjs");
  const { noDeadlock, oneFetchInFlight } = await import("./soak-concurrency.mjs");
  const { outliveOutages, stopInTime } = await import("./soak-outages.mjs");
  const { surviveChaos } = await import("./soak-chaos.mjs");
  const { keepProperties } = await import("./soak-properties.mjs");
  return {
    "R-01": killWorker,
    "R-02": killPostgres,
    "R-03": oneFetchInFlight,
    "R-13": noDeadlock,
    "R-14": outliveOutages,
    "R-16": stopInTime,
    T24: retryKilled,
    chaos: surviveChaos,
    properties: () => keepProperties(PROJECT_DIR),
  };
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Undone in reverse order. @type {(() => unknown)[]} */
let undo = [];
async function end() {
  const steps = undo.reverse();
  undo = [];
  for (const step of steps) await Promise.resolve().then(step).catch(report);
}

/** Each promise has a database and processes of its own, be it without need. @param {Promised} promised @param {Omit<Soak, "stack">} how */
async function keeps(promised, how) {
  const { startSoakStack } = await import("./soak-stack.mjs");
  const dataDir = path.join(PROJECT_DIR, ".data", `soak-${process.pid}`);
  fs.mkdirSync(dataDir, { recursive: true });
  undo.push(() => removeDataDir(dataDir));
  const place = { projectDir: PROJECT_DIR, distDir: DIST_DIR, dataDir, env: withoutSettings() };
  const stack = await startSoakStack({ ...place, ...MOST }, (step) => undo.push(step));
  try {
    return await promised({ ...how, stack });
  } catch (error) {
    for (const line of stack.complaints().slice(-TOLD_COMPLAINTS)) console.error(line);
    throw error;
  } finally {
    await end();
  }
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { fast: { type: "boolean" }, seed: { type: "string" }, rounds: { type: "string" } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  const how = { fast: values.fast ?? false, ...(values.rounds && { rounds: Number(values.rounds) }) };
  await ensureInstalled(PROJECT_DIR, log);
  await ensurePrismaClient(PROJECT_DIR, log);
  await ensureBuild({ projectDir: PROJECT_DIR, distDir: DIST_DIR, log });
  const all = await promises();
  const unknown = positionals.find((name) => !Object.hasOwn(all, name));
  if (unknown !== undefined) throw new Failure(`no promise ${unknown}; there are ${Object.keys(all).join(", ")}`);
  const isMeant = (/** @type {string} */ name) =>
    positionals.length > 0 ? positionals.includes(name) : !(how.fast && NEVER_FAST.includes(name));
  log(`seed ${seed}`);
  let passed = 0;
  let failed = 0;
  for (const [name, promised] of Object.entries(all)) {
    if (!isMeant(name)) continue;
    const startedAt = Date.now();
    const seconds = () => `(${Math.round((Date.now() - startedAt) / 1000)} s)`;
    try {
      const figures = await keeps(promised, { ...how, random: randomFrom(seed) });
      passed += 1;
      console.log(`ok     ${name} ${figures} ${seconds()}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${name} ${error instanceof Failure ? error.message : (error?.stack ?? error)} ${seconds()}`);
    }
  }
  console.log(`Tests: ${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

passSignalsOn();
for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => void end().then(() => process.exit(130)));

process.exit(await main().catch(report));
