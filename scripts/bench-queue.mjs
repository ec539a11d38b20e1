// How many scheduled refreshes the queue works off in a second, by one worker process and by two.
import { benchApp, fullWindow } from "./bench-app.mjs";
import { inMs, median, ratio } from "./bench-report.mjs";
import { Failure } from "./failure.mjs";

const USER_ID = "bench-queue";
const ITEMS = 200;
const LANES = 4;
const ROUNDS = 5;
const LATENCIES_MS = [0, 100];
const WORKERS = [1, 2];
const HOLDINGS = 25;
const TRANSACTIONS = 100;
const USERNAME = `user_bulk_${HOLDINGS}_${TRANSACTIONS}`;
const POLL_MS = 50;
const DEADLINE_MS = 60_000;

/** @param {() => Promise<boolean>} isSo @param {string} what */
async function until(isSo, what) {
  for (const endsAt = performance.now() + DEADLINE_MS; !(await isSo()); ) {
    if (performance.now() > endsAt) throw new Failure(`the queue did not get as far as ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** @type {import("./bench-run.mjs").Part} */
export async function benchQueue({ log, stack: startStack, connect }) {
  const stack = await startStack();
  const app = benchApp(stack);
  const client = await connect();
  // What other parts linked is not refreshed with these.
  await client.query("UPDATE item SET unlinked_at = now() WHERE unlinked_at IS NULL");
  log(`linking ${ITEMS} Items`);
  await app.holdClock();
  await inLanes(ITEMS, async () => {
    await app.refresh(USER_ID, await app.link(USER_ID, USERNAME), fullWindow());
  });

  const isIdle = async () => {
    const { rows } = await client.query("SELECT FROM pgboss.job WHERE state IN ('created', 'active') LIMIT 1");
    return rows.length === 0;
  };
  const deadlocks = async () => {
    const { rows } = await client.query("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    return Number(rows[0].deadlocks);
  };
  /** Refreshes every Item once. @returns {Promise<number>} Items per second, from the first that began to the last that ended */
  async function round() {
    await app.holdClock();
    const { rows: last } = await client.query("SELECT sum(fence)::int AS fences FROM item WHERE user_id = $1", [
      USER_ID,
    ]);
    await client.query("UPDATE item SET next_refresh_at = now() WHERE user_id = $1", [USER_ID]);
    const newest = "SELECT f.* FROM item i JOIN item_refresh f USING (item_id, fence) WHERE i.user_id = $1";
    await until(async () => {
      const { rows } = await client.query(
        `SELECT sum(fence)::int AS fences, count(*) FILTER (WHERE status = 'success')::int AS done FROM (${newest}) f`,
        [USER_ID],
      );
      return rows[0].fences === last[0].fences + ITEMS && rows[0].done === ITEMS;
    }, `refreshing ${ITEMS} Items`);
    const { rows } = await client.query(
      `SELECT extract(epoch FROM max(finished_at) - min(started_at)) AS seconds FROM (${newest}) f`,
      [USER_ID],
    );
    return ITEMS / Number(rows[0].seconds);
  }

  const before = await deadlocks();
  /** @type {Record<number, number[]>} */
  const rates = {};
  for (const workers of WORKERS) {
    log(`${workers} worker${workers > 1 ? "s" : ""}`);
    await stack.startWorker();
    await until(isIdle, "an empty queue");
    await round();
    for (const latencyMs of LATENCIES_MS) {
      await app.setLatency(latencyMs);
      const measured = [];
      for (let place = 0; place < ROUNDS; place += 1) measured.push(await round());
      rates[latencyMs] = [...(rates[latencyMs] ?? []), median(measured)];
    }
    await app.setLatency(0);
  }
  await stack.stopWorkers();
  return [
    {
      title: "The queue",
      text: `Scheduled refreshes of ${ITEMS} Items of ${HOLDINGS} holdings and ${TRANSACTIONS} transactions, unchanged, worked off by one worker process and by two. Medians of ${ROUNDS}.`,
      head: ["Plaid's answer takes", "Items per second, 1 worker", "2 workers", "2 workers / 1"],
      rows: Object.entries(rates).map(([latencyMs, [one = Number.NaN, two = Number.NaN]]) => [
        `${latencyMs} ms`,
        inMs(one),
        inMs(two),
        ratio(two, one),
      ]),
      notes: [`deadlocks: ${(await deadlocks()) - before}`],
    },
  ];
}

/** @param {number} times @param {() => Promise<void>} work */
async function inLanes(times, work) {
  let left = times;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
