// What refreshing everything costs, beside the floor that refreshes as many Items in as many lanes.
import { benchApp, fullWindow, noteMetadata, timed } from "./bench-app.mjs";
import { createFloorTables, refreshFloor } from "./bench-floor.mjs";
import { inMs, median, ratio } from "./bench-report.mjs";
import { Failure } from "./failure.mjs";

const USER_ID = "bench-all";
const ITEMS = 50;
const LANES = 8;
const ROUNDS = 7;
const LATENCIES_MS = [0, 100];
const HOLDINGS = 25;
const TRANSACTIONS = 100;
const ACCOUNTS = 3;
const USERNAME = `user_bulk_${HOLDINGS}_${TRANSACTIONS}_${ACCOUNTS}`;

/** @template T @param {readonly T[]} items @param {(item: T) => Promise<unknown>} work */
async function inLanes(items, work) {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** @type {import("./bench-run.mjs").Part} */
export async function benchAll({ log, stack: startStack, connect, onEnd }) {
  const stack = await startStack();
  const app = benchApp(stack);
  const client = await connect();
  await createFloorTables(client);
  // What other parts linked is not refreshed with these.
  await client.query("UPDATE item SET unlinked_at = now() WHERE user_id <> $1 AND unlinked_at IS NULL", [USER_ID]);
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: LANES });
  onEnd(() => pool.end());

  const window = fullWindow();
  await app.holdClock();
  log(`linking ${ITEMS} Items`);
  /** @type {import("./bench-floor.mjs").FloorItem[]} */
  const items = [];
  for (let place = 0; place < ITEMS; place += 1) {
    await app.link(USER_ID, USERNAME);
    items.push(await app.linkPastApp(USERNAME));
  }
  await noteMetadata(client);
  const refreshApp = () =>
    timed(async () => {
      const summary = await app.refreshAll(window);
      if (summary.items !== ITEMS || summary.holdings !== ITEMS * HOLDINGS)
        throw new Failure(`refresh_all counted ${JSON.stringify(summary)}`);
    });
  const refreshPastApp = () =>
    timed(() => inLanes(items, (item) => refreshFloor(pool, stack.sandbox.url, item, window)));
  const round = async (/** @type {{ app: number[], floor: number[] }} */ into) => {
    await app.holdClock();
    into.app.push(await refreshApp());
    await app.holdClock();
    into.floor.push(await refreshPastApp());
  };

  const rows = [];
  await round({ app: [], floor: [] });
  await round({ app: [], floor: [] });
  await client.query("VACUUM ANALYZE");
  for (const latencyMs of LATENCIES_MS) {
    log(`${ITEMS} Items at ${latencyMs} ms a call`);
    await app.setLatency(latencyMs);
    const times = { app: [], floor: [] };
    for (let place = 0; place < ROUNDS; place += 1) await round(times);
    const [measured, floor] = [median(times.app), median(times.floor)];
    rows.push([
      `${latencyMs} ms`,
      inMs(measured),
      inMs(floor),
      ratio(measured, floor),
      `${Math.round((ITEMS * 1000) / measured)}`,
    ]);
  }
  await app.setLatency(0);
  return [
    {
      title: "All Items",
      text: `\`POST /api/plaid/investments/refresh_all\`: ${ITEMS} Items of ${HOLDINGS} holdings and ${TRANSACTIONS} transactions in ${ACCOUNTS} accounts beside a bank account, warm. The floor refreshes ${LANES} at a time, as the app does. Medians of ${ROUNDS}.`,
      head: ["Plaid's answer takes", "app ms", "floor ms", "app / floor", "Items per second"],
      rows,
    },
  ];
}
