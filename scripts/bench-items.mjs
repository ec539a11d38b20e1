// What one refresh of one Item costs, by size: cold (nothing is stored of it yet) and warm (nothing changed since).
import fs from "node:fs";
import { benchApp, fullWindow, noteMetadata, timed } from "./bench-app.mjs";
import { createFloorTables, refreshFloor, refreshRowByRow } from "./bench-floor.mjs";
import { inMs, median, ratio } from "./bench-report.mjs";
import { countWritten, rememberRows } from "./bench-rewrites.mjs";
import { Failure } from "./failure.mjs";

const USER_ID = "bench";
/** Refreshes of a small Item before anything is measured: a server that has just started compiles while it answers. */
const WARM_UP = { holdings: 25, transactions: 50, rounds: 150 };
const SIZES = [
  { holdings: 25, transactions: 50, items: 9, rounds: 25 },
  { holdings: 250, transactions: 1_000, items: 5, rounds: 9 },
  { holdings: 1_000, transactions: 10_000, items: 3, rounds: 5 },
  { holdings: 1_000, transactions: 100_000, items: 1, rounds: 2 },
];
/** Row by row the larger ones take minutes and tell nothing more. */
const MOST_ROW_BY_ROW = 10_000;
const WAL_ROUNDS = 4;
const POLL_MS = 20;

/** @typedef {(typeof SIZES)[number]} Size */
/** @typedef {ReturnType<typeof benchApp>} App */
/** @typedef {{ app: number[], floor: number[], rows: number[] }} Times */

const usernameOf = (/** @type {{ holdings: number, transactions: number }} */ { holdings, transactions }) =>
  `user_bulk_${holdings}_${transactions}`;
const inNumbers = (/** @type {number} */ count) => count.toLocaleString("en-US");
const inMib = (/** @type {number} */ bytes) => `${Math.round(bytes / 2 ** 20)} MiB`;

/** @param {App} app @param {string} itemId @param {import("./bench-app.mjs").Window} window @param {Size} size */
async function refreshApp(app, itemId, window, size) {
  const ms = timed(async () => {
    const counts = await app.refresh(USER_ID, itemId, window);
    if (counts.holdings !== size.holdings || counts.investment_transactions !== size.transactions)
      throw new Failure(`a refresh of ${usernameOf(size)} counted ${JSON.stringify(counts)}`);
  });
  return ms;
}

/**
 * App, floor and row by row take turns, so that what else the machine does meets all of them.
 * @param {App} app @param {import("./bench-app.mjs").Stack} stack @param {import("pg").Client} client @param {Size} size
 */
async function measure(app, stack, client, size) {
  const window = fullWindow();
  const origin = stack.sandbox.url;
  const username = usernameOf(size);
  const isRowByRow = size.transactions <= MOST_ROW_BY_ROW;
  /** @type {Record<"cold" | "warm", Times>} */
  const times = { cold: { app: [], floor: [], rows: [] }, warm: { app: [], floor: [], rows: [] } };
  /** @param {Times} into @param {{ itemId: string, floor: import("./bench-floor.mjs").FloorItem, rows: import("./bench-floor.mjs").FloorItem | null }} item */
  async function round(into, item) {
    await app.holdClock();
    into.app.push(await refreshApp(app, item.itemId, window, size));
    await app.holdClock();
    into.floor.push(await refreshFloor(client, origin, item.floor, window));
    if (!item.rows) return;
    await app.holdClock();
    into.rows.push(await refreshRowByRow(client, origin, item.rows, window));
  }
  const link = async () => {
    const itemId = await app.link(USER_ID, username);
    await noteMetadata(client);
    const rows = isRowByRow ? await app.linkPastApp(username) : null;
    return { itemId, floor: await app.linkPastApp(username), rows };
  };

  await app.holdClock();
  let item = await link();
  for (let place = 0; place < size.items; place += 1) {
    if (place > 0) item = await link();
    await round(times.cold, item);
  }
  await client.query("VACUUM ANALYZE");
  await rememberRows(client);
  for (let place = 0; place < size.rounds; place += 1) await round(times.warm, item);
  const { written } = await countWritten(client);
  return { size, times, written, wal: await walOfRefresh(app, client, item.itemId, window) };
}

/**
 * WAL of a refresh of an unchanged Item, in bytes: that of its run record. The least of several, for a page's first change
 * after a checkpoint logs all of it, and the server does work of its own.
 * @param {App} app @param {import("pg").Client} client @param {string} itemId @param {import("./bench-app.mjs").Window} window
 */
async function walOfRefresh(app, client, itemId, window) {
  const sizes = [];
  for (let round = 0; round < WAL_ROUNDS; round += 1) {
    await app.holdClock();
    const { rows: before } = await client.query("SELECT pg_current_wal_insert_lsn()::text AS lsn");
    await app.refresh(USER_ID, itemId, window);
    const { rows } = await client.query("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1)::int AS bytes", [
      before[0].lsn,
    ]);
    sizes.push(Number(rows[0].bytes));
  }
  return Math.min(...sizes);
}

/** Resident memory of a process in bytes, or null where the system does not tell. @param {number} pid */
function residentBytes(pid) {
  try {
    const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kib ? Number(kib) * 1024 : null;
  } catch {
    return null;
  }
}

/**
 * Watches the web process, and how long its refreshes are in their last stage, the writing.
 * @param {number} pid @param {import("pg").Client} client
 */
function watch(pid, client) {
  const before = residentBytes(pid);
  let most = before ?? 0;
  let savingMs = 0;
  let savingSince = 0;
  let isWatching = true;
  const look = async () => {
    while (isWatching) {
      most = Math.max(most, residentBytes(pid) ?? 0);
      const { rows } = await client.query("SELECT FROM item_refresh WHERE status = 'running' AND stage = 'saving'");
      const now = performance.now();
      if (rows.length > 0) savingSince ||= now;
      else if (savingSince > 0) {
        savingMs = Math.max(savingMs, now - savingSince);
        savingSince = 0;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  const looking = look();
  return {
    stop: async () => {
      isWatching = false;
      await looking;
      return { growth: before === null ? null : most - before, savingMs };
    },
  };
}

/** @type {import("./bench-run.mjs").Part} */
export async function benchItems({ log, stack: startStack, connect }) {
  const stack = await startStack();
  const app = benchApp(stack);
  const client = await connect();
  const watcher = await connect();
  await createFloorTables(client);
  log(`warming up: ${WARM_UP.rounds} refreshes`);
  await measure(app, stack, client, { ...WARM_UP, items: 1 });
  const results = [];
  const notes = [];
  for (const size of SIZES) {
    log(`one Item: ${size.holdings} holdings, ${inNumbers(size.transactions)} transactions`);
    const watching = size.transactions > MOST_ROW_BY_ROW ? watch(stack.webPid, watcher) : null;
    const measuring = measure(app, stack, client, size);
    // After one that fails too: it must not ask on when the database is gone.
    const watched = await measuring.catch(() => null).then(() => watching?.stop());
    results.push(await measuring);
    if (watched)
      notes.push(
        `${inNumbers(size.transactions)} transactions: writing took ${inMs(watched.savingMs)} ms at most; resident memory of the web process grew by ${watched.growth === null ? "an unknown amount" : inMib(watched.growth)}`,
      );
  }
  const rows = results.flatMap(({ size, times }) =>
    /** @type {const} */ (["cold", "warm"]).map((state) => {
      const { app: measured, floor, rows: single } = times[state];
      return [
        `${inNumbers(size.holdings)}, ${inNumbers(size.transactions)}`,
        state,
        inMs(median(measured)),
        inMs(median(floor)),
        ratio(median(measured), median(floor)),
        single.length > 0 ? inMs(median(single)) : "–",
        single.length > 0 ? ratio(median(single), median(measured)) : "–",
      ];
    }),
  );
  const written = results.reduce((sum, result) => sum + result.written, 0);
  if (written > 0) throw new Failure(`refreshes of unchanged data wrote ${written} portfolio rows`);
  return [
    {
      title: "One Item",
      text: `\`POST /api/plaid/investments/refresh\` over 24 months, Plaid at 0 ms. *Cold*: nothing was stored of the Item; *warm*: nothing had changed. *Floor*: the same pages fetched in parallel and stored by one
set-based SQL statement by hand, without checks or history. *Row by row*: one upsert for each row. Medians of ${SIZES.map(({ items, rounds }) => `${items} and ${rounds}`).join(", ")} refreshes.`,
      head: [
        "holdings, transactions",
        "state",
        "app ms",
        "floor ms",
        "app / floor",
        "row by row ms",
        "row by row / app",
      ],
      rows,
      notes: [
        `the warm refreshes wrote ${written} portfolio rows; WAL of one: ${results.map(({ wal }) => `${(wal / 1000).toFixed(1)} kB`).join(", ")}`,
        ...notes,
      ],
    },
  ];
}
