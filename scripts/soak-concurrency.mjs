// Many at once: one Item asked for by a thousand callers, and Items that share the securities they change.
import { Failure } from "./failure.mjs";
import { soakApp } from "./soak-app.mjs";

/** @typedef {import("./soak.mjs").Soak} Soak */
/** @typedef {import("./soak-stack.mjs").SoakStack} SoakStack */

const HOLDINGS_PATH = "/investments/holdings/get";
const CALLERS = 1_000;
const MOST_FETCHES = 6;
/** Long enough for all the calls to arrive within a few fetches, on a busy machine too. */
const FETCH_MS = 2_000;
const SIDE_BY_SIDE = 8;

/** @param {SoakStack} stack */
const deadlocks = async (stack) => {
  const [row] = await stack.query("SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()");
  return Number(row.deadlocks);
};

/** a thousand refreshes of one Item at once, by two processes. @param {Soak} soak */
export async function oneFetchInFlight({ stack }) {
  await Promise.all(stack.webs.map((web) => web.start()));
  const app = soakApp(stack);
  const item = await app.link({ holdings: 40, transactions: 100 });
  if (!item || (await app.refresh(item)).status !== 200) throw new Failure("the Item cannot be refreshed");
  await app.items.addFault({
    path: HOLDINGS_PATH,
    itemId: item.itemId,
    kind: "delay",
    delayMs: FETCH_MS,
    times: "always",
  });
  const before = (await app.items.callsOf(item.itemId, HOLDINGS_PATH)).length;
  const answers = await Promise.all(Array.from({ length: CALLERS }, () => app.refresh(item)));
  const calls = (await app.items.callsOf(item.itemId, HOLDINGS_PATH)).slice(before);
  const overlaps = calls.filter((at, place) => place > 0 && at - (calls[place - 1] ?? 0) < FETCH_MS).length;
  const good = answers.filter(({ status }) => status === 200);
  const counts = new Set(good.map(({ body }) => JSON.stringify(body.upserts))).size;
  const slowest = Math.round(Math.max(...answers.map(({ ms }) => ms)));
  const stuck = await deadlocks(stack);
  const figures = `${good.length} × 200 of ${CALLERS} calls by 2 processes (slowest ${slowest} ms), ${counts} different counts, ${calls.length} fetches, ${overlaps} overlaps, ${stuck} deadlocks`;
  const isKept = good.length === CALLERS && counts === 1 && overlaps === 0 && stuck === 0;
  if (!isKept || calls.length > MOST_FETCHES || calls.length === 0) throw new Failure(figures);
  await app.requireUpstream();
  return figures;
}

/** Fails two of three statements that write a table, as a database does that must have a transaction run again. @param {SoakStack} stack @param {string} table @param {string} code */
async function failOften(stack, table, code) {
  await stack.query("DROP SEQUENCE IF EXISTS soak_failures CASCADE");
  await stack.query("CREATE SEQUENCE soak_failures");
  await stack.query(`CREATE OR REPLACE FUNCTION soak_fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('soak_failures') % 3 <> 0 THEN RAISE EXCEPTION 'run it again' USING ERRCODE = '${code}'; END IF;
    RETURN NULL; END $$`);
  await stack.query(`CREATE TRIGGER soak_fail AFTER INSERT ON ${table} EXECUTE FUNCTION soak_fail()`);
  return async () => {
    const [row] = await stack.query("SELECT last_value::int AS count FROM soak_failures");
    await stack.query(`DROP TRIGGER soak_fail ON ${table}`);
    return Math.floor((row.count * 2) / 3);
  };
}

/** eight refreshes at a time of Items that share their securities, whose prices they change. @param {Soak} soak */
export async function noDeadlock({ stack, fast }) {
  await Promise.all([...stack.webs, ...stack.workers].map((one) => one.start()));
  const app = soakApp(stack);
  for (let place = 0; place < SIDE_BY_SIDE; place += 1) await app.link({ holdings: 120, transactions: 40 });
  await app.atRest();
  const endsAt = Date.now() + (fast ? 5_000 : 60_000);
  let refreshes = 0;
  await Promise.all(
    app.linked.map(async (item) => {
      while (Date.now() < endsAt) {
        await app.items.change(item);
        const { status } = await app.refresh(item);
        if (status !== 200) throw new Failure(`a refresh is answered ${status}`);
        refreshes += 1;
      }
    }),
  );
  // Beside the interactive ones, what the workers do.
  for (const item of app.linked) await app.items.change(item);
  await app.requestRefreshAll();
  await app.atRest();
  await app.requireUpstream();
  const stuck = await deadlocks(stack);
  if (stuck > 0) throw new Failure(`${stuck} deadlocks in ${refreshes} refreshes`);

  const injected = [];
  const [item] = app.linked;
  if (!item) throw new Failure("no Item is linked");
  for (const [table, code] of [
    ["holding", "40001"],
    ["security", "40P01"],
  ]) {
    const count = await failOften(stack, table, code);
    for (let round = 0; round < 3; round += 1) {
      await app.items.change(item);
      const { status } = await app.refresh(item);
      if (status !== 200) throw new Failure(`with ${code} from ${table} a refresh is answered ${status}`);
    }
    injected.push(`${await count()} × ${code}`);
  }
  await app.requireUpstream();
  return `${refreshes} refreshes on shared securities, 8 at a time: 0 deadlocks; injected and retried: ${injected.join(", ")}`;
}
