// `npm run bench`: what a refresh costs through HTTP on the built app, beside the least that the same work can cost, and how
// long a start takes. Everything happens in a data folder of its own, which is gone afterwards; only stdout remains.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { askPlaid, createFloorTables, refreshFloor } from "./bench-floor.mjs";
import { countWritten, rememberRows } from "./bench-rewrites.mjs";
import { startStack } from "./bench-stack.mjs";
import { measureStart } from "./bench-start-time.mjs";
import { DIST_DIR } from "./build.mjs";
import { Failure, report } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { anyPort } from "./ports.mjs";
import { withoutSettings } from "./tools.mjs";

const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const SIZES = [
  { holdings: 25, transactions: 50 },
  { holdings: 1_000, transactions: 10_000 },
];
const ITEMS = 3;
const WARM_ROUNDS = 5;
const LATER_STARTS = 2;
const USER_ID = "bench";

/** @typedef {Awaited<ReturnType<typeof startStack>>} Stack */
/** @typedef {{ startDate: string, endDate: string }} Window */

/** Undone in reverse order. @type {(() => unknown)[]} */
const undo = [];
const onEnd = (/** @type {() => unknown} */ step) => void undo.push(step);
const log = (/** @type {string} */ line) => console.log(`- ${line}`);
const median = (/** @type {number[]} */ values) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const inMs = (/** @type {number} */ ms) => (ms < 100 ? ms.toFixed(1) : ms.toFixed(0));

/** The last 24 months. @returns {Window} */
function fullWindow() {
  const end = new Date();
  const start = new Date(end);
  start.setUTCFullYear(end.getUTCFullYear() - 2);
  return { startDate: start.toISOString().slice(0, 10), endDate: end.toISOString().slice(0, 10) };
}

/** @param {Stack} stack @param {string} operation @param {object} body */
async function callApp(stack, operation, body) {
  const response = await fetch(`${stack.url}/api/plaid/investments/${operation}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.status !== 200) throw new Failure(`${operation} answers ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

/**
 * Puts the local Plaid's clock back to one instant. Prices change with the minute: with a clock that ran on, nothing
 * would be unchanged.
 * @param {Stack} stack @param {Date} instant
 */
async function holdClock({ sandbox }, instant) {
  const response = await fetch(`${sandbox.controlUrl}/clock`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.controlToken}`, "content-type": "application/json" },
    body: JSON.stringify({ instant: instant.toISOString() }),
  });
  if (!response.ok) throw new Failure(`the local Plaid did not take the clock: ${response.status}`);
}

/** @param {Stack} stack @param {(typeof SIZES)[number]} size @returns {Promise<string>} */
async function createPublicToken({ sandbox }, { holdings, transactions }) {
  const answer = await askPlaid(sandbox.url, "/sandbox/public_token/create", {
    institution_id: "ins_109508",
    initial_products: ["investments"],
    options: { override_username: `user_bulk_${holdings}_${transactions}`, override_password: "pass_good" },
  });
  return JSON.parse(answer).public_token;
}

/** Links a login with the app, and another one of the same size with the floor. @param {Stack} stack @param {(typeof SIZES)[number]} size */
async function link(stack, size) {
  const { item_id } = await callApp(stack, "exchange_public_token", {
    user_id: USER_ID,
    public_token: await createPublicToken(stack, size),
  });
  const exchanged = JSON.parse(
    await askPlaid(stack.sandbox.url, "/item/public_token/exchange", {
      public_token: await createPublicToken(stack, size),
    }),
  );
  return { itemId: String(item_id), floor: { itemId: exchanged.item_id, accessToken: exchanged.access_token } };
}

/**
 * One refresh through HTTP.
 * @param {Stack} stack @param {string} itemId @param {Window} window @param {(typeof SIZES)[number]} size
 */
async function refreshApp(stack, itemId, window, size) {
  const startedAt = performance.now();
  const { upserts } = await callApp(stack, "refresh", {
    user_id: USER_ID,
    item_id: itemId,
    start_date: window.startDate,
    end_date: window.endDate,
  });
  const ms = performance.now() - startedAt;
  if (upserts.holdings !== size.holdings || upserts.investment_transactions !== size.transactions)
    throw new Failure(`a refresh of ${JSON.stringify(size)} counted ${JSON.stringify(upserts)}`);
  return ms;
}

/**
 * Cold: first refresh of an Item that nothing is stored of; median over Items. Warm: nothing changed since; median over rounds.
 * App and floor take turns, so that what else the machine does meets both.
 * @param {Stack} stack @param {import("pg").Client} client @param {(typeof SIZES)[number]} size
 */
async function measure(stack, client, size) {
  const window = fullWindow();
  const instant = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 500);
  const hold = () => holdClock(stack, instant);
  /** @type {Record<"appCold" | "appWarm" | "floorCold" | "floorWarm" | "fetchWarm", number[]>} */
  const times = { appCold: [], appWarm: [], floorCold: [], floorWarm: [], fetchWarm: [] };
  await hold();
  let item = await link(stack, size);
  for (let round = 0; round < ITEMS; round += 1) {
    await hold();
    if (round > 0) item = await link(stack, size);
    await hold();
    times.appCold.push(await refreshApp(stack, item.itemId, window, size));
    await hold();
    times.floorCold.push((await refreshFloor(client, stack.sandbox.url, item.floor, window)).ms);
  }
  await client.query("VACUUM ANALYZE");
  await rememberRows(client);
  for (let round = 0; round < WARM_ROUNDS; round += 1) {
    await hold();
    times.appWarm.push(await refreshApp(stack, item.itemId, window, size));
    await hold();
    const { ms, fetchMs } = await refreshFloor(client, stack.sandbox.url, item.floor, window);
    times.floorWarm.push(ms);
    times.fetchWarm.push(fetchMs);
  }
  const { written, total } = await countWritten(client);
  return { size, times, written, total };
}

/** @param {Awaited<ReturnType<typeof measure>>[]} results */
function printTable(results) {
  const head = ["holdings, transactions", "state", "app ms", "floor ms", "ratio", "best of each", "fetching in floor"];
  const rows = results.flatMap(({ size, times }) =>
    [
      { state: "cold", app: times.appCold, floor: times.floorCold, fetching: "" },
      {
        state: "warm, unchanged",
        app: times.appWarm,
        floor: times.floorWarm,
        fetching: `${inMs(median(times.fetchWarm))} ms`,
      },
    ].map(({ state, app, floor, fetching }) => [
      `${size.holdings}, ${size.transactions}`,
      state,
      inMs(median(app)),
      inMs(median(floor)),
      `${(median(app) / median(floor)).toFixed(1)}×`,
      `${inMs(Math.min(...app))} / ${inMs(Math.min(...floor))}`,
      fetching,
    ]),
  );
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (/** @type {string[]} */ row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  console.log([line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n"));
}

async function main() {
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
  const atStart = {
    ...env,
    DATA_DIR: dataDir,
    PORT: String(await anyPort()),
    PLAID_SANDBOX_PORT: String(await anyPort()),
  };
  log("npm start for the first time: build if needed, database, half a year of demo data");
  const firstMs = await measureStart({ projectDir: PROJECT_DIR, env: atStart }, onEnd);
  /** @type {number[]} */
  const laterMs = [];
  for (let start = 0; start < LATER_STARTS; start += 1) {
    log("npm start again");
    laterMs.push(await measureStart({ projectDir: PROJECT_DIR, env: atStart }, onEnd));
  }

  log("starting web and local Plaid, no worker");
  const stack = await startStack({ projectDir: PROJECT_DIR, distDir, dataDir, env }, onEnd, giveUp);
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  await client.connect();
  onEnd(() => client.end());
  await createFloorTables(client);
  const { rows } = await client.query("SHOW server_version");
  const results = [];
  for (const size of SIZES) {
    log(`measuring ${size.holdings} holdings, ${size.transactions} transactions`);
    results.push(await measure(stack, client, size));
  }

  const cpus = os.cpus();
  console.log(
    `\nOne Item, 24 months, through HTTP, Plaid at 0 ms. Cold: median of ${ITEMS}; warm: of ${WARM_ROUNDS}.\n`,
  );
  printTable(results);
  console.log("");
  for (const { size, written, total } of results)
    console.log(
      `${size.holdings}, ${size.transactions}: ${WARM_ROUNDS} refreshes of unchanged data wrote ${written} of ${total} portfolio rows`,
    );
  console.log(
    `npm start: first ${(firstMs / 1000).toFixed(1)} s, later ${laterMs.map((ms) => (ms / 1000).toFixed(1)).join(" and ")} s`,
  );
  console.log(
    `machine: ${cpus.length} × ${cpus[0]?.model.trim()}, load ${os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}, ${os.platform()} ${os.arch()}, Node ${process.versions.node}, PostgreSQL ${rows[0].server_version}`,
  );
  return results.some(({ written }) => written > 0) ? 1 : 0;
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
