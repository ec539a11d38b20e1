// The app as a program calls it that outlives the app: whatever comes of a call is a result, and what was acknowledged is kept.
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure.mjs";
import { requireInvariants, soakItems, storedVersion } from "./soak-items.mjs";

/** @typedef {import("./soak-stack.mjs").SoakStack} SoakStack */
/** @typedef {import("./soak-items.mjs").SoakItem} SoakItem */
/** `status` 0: the connection broke, or there was none. @typedef {{ status: number, body: any, ms: number }} Answer */

const CALL_DEADLINE_MS = 60_000;
const REST_DEADLINE_MS = 180_000;
const POLL_MS = 50;

/** @param {() => Promise<boolean> | boolean} isSo @param {string} what @param {number} [withinMs] */
export async function until(isSo, what, withinMs = REST_DEADLINE_MS) {
  for (const deadline = Date.now() + withinMs; !(await isSo()); await sleep(POLL_MS)) {
    if (Date.now() > deadline) throw new Failure(`after ${withinMs} ms still not so: ${what}`);
  }
}

/** @param {SoakStack} stack */
export function soakApp(stack) {
  const items = soakItems(stack);
  /** Every Item whose exchange was acknowledged. @type {SoakItem[]} */
  const linked = [];
  /** Runs that were accepted; a call that asks for what waits already is told that run. @type {Set<string>} */
  const accepted = new Set();
  let called = 0;
  /** The address of a web process that runs, in turn. */
  const anyWeb = () => {
    const up = stack.webs.filter((web) => web.isRunning());
    called += 1;
    return (up[called % up.length] ?? stack.webs[0])?.url ?? "";
  };

  /** @param {string} place @param {object | null} body null for a GET @param {Record<string, string>} [headers] @param {string} [url] @returns {Promise<Answer>} */
  async function call(place, body, headers = {}, url = anyWeb()) {
    const startedAt = performance.now();
    const answer = (/** @type {number} */ status, /** @type {unknown} */ parsed) => ({
      status,
      body: parsed,
      ms: performance.now() - startedAt,
    });
    try {
      const response = await fetch(`${url}${place}`, {
        ...(body && { method: "POST", body: JSON.stringify(body) }),
        headers: { "content-type": "application/json", ...headers },
        signal: AbortSignal.timeout(CALL_DEADLINE_MS),
      });
      const text = await response.text();
      return answer(response.status, text.startsWith("{") ? JSON.parse(text) : text);
    } catch (error) {
      const isLate = error instanceof Error && error.name === "TimeoutError";
      return answer(0, isLate ? "no answer" : "no connection");
    }
  }
  const forEachItem = (/** @type {(item: SoakItem) => Promise<void>} */ look) => Promise.all(linked.map(look));
  const rest = (/** @type {string} */ operation, /** @type {object} */ body, headers = {}) =>
    call(`/api/plaid/investments/${operation}`, body, headers);

  return {
    items,
    linked,
    accepted,
    call,

    /** Links a login that shows version 1; the import of its history is queued. Null when that was not acknowledged. */
    link: async (/** @type {import("./soak-items.mjs").Size} */ size) => {
      const { item, publicToken } = await items.create(`user-${linked.length % 5}`, size);
      const { status, body } = await rest("exchange_public_token", { user_id: item.userId, public_token: publicToken });
      if (status !== 200) return null;
      if (body.item_id !== item.itemId) throw new Failure("the exchange names another Item");
      linked.push(item);
      return item;
    },

    /** @param {SoakItem} item */
    refresh: async (item) => {
      const { shown } = item;
      const answer = await rest("refresh", { user_id: item.userId, item_id: item.itemId });
      if (answer.status === 200) item.acknowledged = Math.max(item.acknowledged, shown);
      return answer;
    },
    refreshAll: () => rest("refresh_all", {}),
    /** Queues a run over all Items. */
    requestRefreshAll: async () => {
      const answer = await rest("refresh_all", {}, { prefer: "respond-async" });
      if (answer.status === 202) accepted.add(answer.body.run_id);
      return answer;
    },

    /** Nothing that was acknowledged is lost, and nothing is torn. @param {{ isMoving?: boolean }} [options] */
    requireWhole: async (options) => {
      await forEachItem(async (item) => {
        const { acknowledged } = item;
        const stored = await storedVersion(stack, item, options);
        if (stored < acknowledged)
          throw new Failure(`lost: ${item.itemId} holds version ${stored}, ${acknowledged} was acknowledged`);
      });
      await requireInvariants(stack);
    },

    /** Every Item is stored as the local Plaid shows it. */
    requireUpstream: async () => {
      await forEachItem(async (item) => {
        const stored = await storedVersion(stack, item);
        if (stored !== item.shown)
          throw new Failure(`${item.itemId} holds version ${stored}, Plaid shows ${item.shown}`);
      });
      await requireInvariants(stack);
    },

    /**
     * Waits until everything that was queued is done and says that nothing was given up or left over: no job, no lease, no run.
     * @param {{ withinMs?: number }} [options]
     */
    atRest: async ({ withinMs } = {}) => {
      const open = `SELECT name, state::text, data FROM pgboss.job WHERE state IN ('created', 'retry', 'active')
        AND name IN ('first-import', 'refresh-item', 'refresh-run')`;
      await until(async () => (await stack.query(open)).length === 0, "every queued job is done", withinMs);
      const dead = await stack.query("SELECT data FROM pgboss.job WHERE name = 'dead-letters'");
      if (dead.length > 0) throw new Failure(`${dead.length} jobs were given up: ${JSON.stringify(dead)}`);
      const known = await stack.query("SELECT id, finished_at FROM refresh_run WHERE id = ANY($1)", [[...accepted]]);
      const unfinished = known.filter((run) => run.finished_at === null).length;
      if (known.length < accepted.size || unfinished > 0)
        throw new Failure(`of ${accepted.size} accepted runs ${known.length} are known, ${unfinished} not ended`);
      const leases = "SELECT FROM item WHERE lease_until IS NOT NULL";
      await until(async () => (await stack.query(leases)).length === 0, "no lease is left", withinMs);
    },
  };
}

/** What stands for the passing of time: leases run out, jobs of the dead are handed back, and those that wait have their turn. @param {SoakStack} stack */
export async function letTimePass(stack) {
  await stack.query("UPDATE item SET lease_until = now() - interval '1 second' WHERE lease_until > now()");
  await stack.query(`UPDATE pgboss.job SET state = 'retry', start_after = now(),
    retry_count = retry_count + (state = 'active')::int WHERE state IN ('active', 'retry')`);
}

/** The same for a worker that lives: it is started anew meanwhile. @param {SoakStack} stack @param {import("./soak-stack.mjs").SoakProcess} worker */
export async function restartLater(stack, worker) {
  await worker.stop();
  await letTimePass(stack);
  await worker.start();
}
