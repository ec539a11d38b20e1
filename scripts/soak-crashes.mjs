// kill -9 of the worker and of Postgres, in the middle of everything.
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure.mjs";
import { letTimePass, restartLater, soakApp, until } from "./soak-app.mjs";

/** @typedef {import("./soak.mjs").Soak} Soak */

const SIZE = { holdings: 60, transactions: 400 };
const STEADY_ITEMS = 4;
const MOST_ITEMS = 8;
/** Longer than what a round has to do, so that a kill strikes before, in and after each step. */
const ROUND_MS = 700;

/** @param {import("./soak-stack.mjs").SoakStack} stack */
const leased = (stack) => stack.query("SELECT item_id FROM item WHERE lease_until > now()");

/** the worker dies at random points of first imports and of queued runs; each time nothing is torn. @param {Soak} soak */
export async function killWorker({ stack, random, fast, rounds = fast ? 20 : 200 }) {
  const [web] = stack.webs;
  const [worker] = stack.workers;
  if (!web || !worker) throw new Failure("R-01 needs a web and a worker process");
  await Promise.all([web.start(), worker.start()]);
  const app = soakApp(stack);
  for (let place = 0; place < STEADY_ITEMS; place += 1) await app.link(SIZE);
  await app.atRest();
  await requireSharpLook(stack, app);
  let struck = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const item of app.linked) await app.items.change(item);
    const isImport = app.linked.length < MOST_ITEMS;
    const asked = await app.requestRefreshAll();
    if (asked.status !== 202) throw new Failure(`a run was not accepted: ${asked.status}`);
    if (isImport && !(await app.link(SIZE))) throw new Failure("an exchange was not acknowledged");
    await until(async () => (await leased(stack)).length > 0, "the worker is at work");
    await sleep(random() * ROUND_MS);
    await worker.kill();
    if ((await leased(stack)).length > 0) struck += 1;
    await app.requireWhole();
    await letTimePass(stack);
    await worker.start();
    await app.atRest();
    await app.requireUpstream();
    if (!isImport) await forgetNewest(stack, app);
  }
  return `${rounds} kills of the worker, ${struck} within a refresh: 0 torn, 0 duplicate, the next run equals upstream`;
}

/** Were anything torn, it would be seen: one row of each table is changed and put back. @param {import("./soak-stack.mjs").SoakStack} stack @param {ReturnType<typeof soakApp>} app */
async function requireSharpLook(stack, app) {
  await app.requireUpstream();
  const [item] = app.linked;
  for (const [table, row] of [
    ["holding", "security_id = 'soak-1'"],
    ["holding_version", "security_id = 'soak-1'"],
    ["investment_transaction", `investment_transaction_id = '${item?.itemId}-1'`],
  ]) {
    const add = (/** @type {number} */ more) =>
      stack.query(`UPDATE ${table} SET quantity = quantity + $2 WHERE item_id = $1 AND ${row}`, [item?.itemId, more]);
    await add(1);
    const seen = await app.requireWhole().catch((error) => error);
    if (!(seen instanceof Failure)) throw new Failure(`a torn ${table} is not seen`);
    await add(-1);
  }
}

/** Leaves the steady Items alone, so that there are first imports again. @param {import("./soak-stack.mjs").SoakStack} stack @param {ReturnType<typeof soakApp>} app */
async function forgetNewest(stack, app) {
  const ids = app.linked.splice(STEADY_ITEMS).map((item) => item.itemId);
  await stack.query("UPDATE item SET unlinked_at = now() WHERE item_id = ANY($1)", [ids]);
}

/** T24: a job whose process was killed in the middle is done by the next one; nothing but time helps it, unless that is `fast`. @param {Soak} soak */
export async function retryKilled({ stack, fast }) {
  const [web] = stack.webs;
  const [worker] = stack.workers;
  if (!web || !worker) throw new Failure("T24 needs a web and a worker process");
  await Promise.all([web.start(), worker.start()]);
  const app = soakApp(stack);
  const old = await app.link(SIZE);
  if (!old) throw new Failure("an exchange was not acknowledged");
  await app.atRest();
  await app.items.addFault({ path: "/investments/transactions/get", kind: "delay", delayMs: 1_000, times: "always" });
  await app.items.change(old);
  const fresh = await app.link(SIZE);
  await app.requestRefreshAll();
  await until(async () => (await leased(stack)).length === 2, "both Items are being read");
  await worker.kill();
  old.acknowledged = 1;
  await app.requireWhole();
  await app.items.clearFaults();
  const startedAt = Date.now();
  if (fast) await letTimePass(stack);
  await worker.start();
  await app.atRest();
  await app.requireUpstream();
  if (!fresh) throw new Failure("an exchange was not acknowledged");
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  return `process killed mid-sync: old data whole, first import and queued run done by the next worker after ${seconds} s`;
}

/** Postgres dies under refreshes, exchanges and queued runs; what was acknowledged is there when it is back. @param {Soak} soak */
export async function killPostgres({ stack, random, fast, rounds = fast ? 2 : 12 }) {
  const [web] = stack.webs;
  const [worker] = stack.workers;
  if (!web || !worker) throw new Failure("R-02 needs a web and a worker process");
  await Promise.all([web.start(), worker.start()]);
  const app = soakApp(stack);
  for (let place = 0; place < STEADY_ITEMS; place += 1) await app.link(SIZE);
  await app.atRest();
  const items = [...app.linked];
  let refreshes = 0;
  let isOver = false;
  const load = items.map(async (item) => {
    while (!isOver) {
      await app.items.change(item);
      const { status } = await app.refresh(item);
      if (status === 200) refreshes += 1;
      else await sleep(20);
    }
  });
  const others = (async () => {
    while (!isOver) {
      if (app.linked.length < MOST_ITEMS) await app.link(SIZE);
      await app.requestRefreshAll();
      await sleep(300);
    }
  })();
  try {
    for (let round = 0; round < rounds; round += 1) {
      const before = refreshes;
      await until(() => refreshes > before + STEADY_ITEMS, "refreshes succeed");
      await sleep(random() * 1_000);
      await stack.postgres.kill();
      await stack.postgres.start();
      await app.requireWhole({ isMoving: true });
    }
  } finally {
    isOver = true;
    await Promise.all([...load, others]);
  }
  await restartLater(stack, worker);
  await app.atRest();
  for (const item of app.linked) {
    const { status } = await app.refresh(item);
    if (status !== 200) throw new Failure(`the refresh after all kills is answered ${status}`);
  }
  await app.requireUpstream();
  return `${rounds} kills of Postgres under load: 0 of ${refreshes} acknowledged refreshes, ${app.linked.length} exchanges and ${app.accepted.size} runs lost`;
}
