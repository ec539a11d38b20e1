// A database that stands still, loses its connections or is started anew, and an app that is told to stop.
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure.mjs";
import { restartLater, soakApp, until } from "./soak-app.mjs";

/** @typedef {import("./soak.mjs").Soak} Soak */
/** @typedef {import("./soak-stack.mjs").SoakStack} SoakStack */
/** @typedef {ReturnType<typeof soakApp>} App */

const SIZE = { holdings: 30, transactions: 60 };
const ITEMS = 6;
const ANSWERED_WITHIN_MS = 5_000;
const BACK_WITHIN_MS = 2_000;
const EXIT_WITHIN_MS = 25_000;
/** How long connections are still taken after SIGTERM, for a balancer to see the 503. */
const NOTICE_MS = 1_500;

/**
 * Callers of every kind until `stop`, each asking again as soon as it is answered.
 * @param {App} app
 */
function startLoad(app) {
  let isOver = false;
  /** @type {{ name: string, status: number, ms: number, endedAt: number }[]} */
  const answers = [];
  const loop = async (
    /** @type {string} */ name,
    /** @type {() => Promise<import("./soak-app.mjs").Answer>} */ ask,
  ) => {
    while (!isOver) {
      const { status, ms } = await ask();
      answers.push({ name, status, ms, endedAt: Date.now() });
      await sleep(50);
    }
  };
  const overview = `/api/trpc/portfolio.overview?input=${encodeURIComponent("{}")}`;
  const loops = [
    ...app.linked.map((item) =>
      loop("refresh", async () => {
        await app.items.change(item);
        return app.refresh(item);
      }),
    ),
    loop("refresh_all", app.refreshAll),
    loop("link_token", () => app.call("/api/plaid/investments/generate_link_token", { user_id: "user-0" })),
    loop("ready", () => app.call("/api/ready", null)),
    loop("overview", () => app.call(overview, null)),
    loop("page", () => app.call("/", null)),
  ];
  return {
    answers,
    stop: async () => {
      isOver = true;
      await Promise.all(loops);
    },
  };
}

/** the database is frozen, terminates all connections, and is started anew. @param {Soak} soak */
export async function outliveOutages({ stack, fast }) {
  const [web] = stack.webs;
  const [worker] = stack.workers;
  if (!web || !worker) throw new Failure("R-14 needs a web and a worker process");
  await Promise.all([web.start(), worker.start()]);
  const app = soakApp(stack);
  for (let place = 0; place < ITEMS; place += 1) await app.link(SIZE);
  await app.atRest();
  const pids = [web.pid(), worker.pid()];
  const load = startLoad(app);
  /** @type {string[]} */
  const told = [];
  const outage = async (/** @type {string} */ name, /** @type {() => Promise<void>} */ happen) => {
    // Jobs that wait for their turn when it begins.
    await app.link(SIZE);
    await app.requestRefreshAll();
    const before = load.answers.length;
    await happen();
    const backAt = Date.now();
    const isBack = () =>
      load.answers.find(({ name, status, endedAt }) => name === "refresh" && status === 200 && endedAt >= backAt);
    await until(() => isBack() !== undefined, `a refresh succeeds after the database was ${name}`, 30_000);
    const backMs = (isBack()?.endedAt ?? 0) - backAt;
    await sleep(2_000);
    const asked = load.answers.slice(before);
    const slowest = asked.reduce((most, answer) => (answer.ms > most.ms ? answer : most));
    const refused = asked.filter(({ status }) => status !== 200).length;
    const figures = `${name}: ${asked.length} answers, ${refused} refused, slowest ${Math.round(slowest.ms)} ms (${slowest.name}), first refresh after ${backMs} ms`;
    told.push(figures);
    if (asked.some(({ status }) => status === 0)) throw new Failure(`${figures}; a connection broke`);
    if (slowest.ms > ANSWERED_WITHIN_MS || backMs > BACK_WITHIN_MS) throw new Failure(figures);
    const ended = [web, worker].find((one, place) => one.pid() !== pids[place]);
    if (ended) throw new Failure(`${figures}; ${ended.name} ended:\n${ended.lastWords()}`);
  };
  try {
    await outage("frozen", async () => {
      stack.postgres.freeze();
      await sleep(fast ? 7_000 : 20_000);
      stack.postgres.resume();
    });
    await outage("cut off", async () => {
      const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`;
      for (let round = 0; round < (fast ? 5 : 50); round += 1) {
        await stack.query(cut);
        await sleep(100);
      }
    });
    await outage("started anew", async () => {
      await stack.postgres.shutDown();
      await sleep(fast ? 1_000 : 5_000);
      await stack.postgres.start();
    });
  } finally {
    await load.stop();
  }
  await restartLater(stack, worker);
  await app.atRest();
  for (const item of app.linked) await app.refresh(item);
  await app.requireUpstream();
  return `${told.join("; ")}; ${app.accepted.size + app.linked.length} jobs, 0 lost`;
}

/** Begins an upload that never ends. @param {number} port @returns {Promise<net.Socket>} */
const stalledUpload = (port) =>
  new Promise((resolve) => {
    const head = `POST /api/plaid/investments/refresh HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 99\r\n`;
    const socket = net.connect(port, "127.0.0.1", () => socket.write(`${head}\r\n{"user_id":`, () => resolve(socket)));
    socket.on("error", () => {});
  });

/** SIGTERM while a request runs, another never would end, an upload stalls and an import hangs. @param {Soak} soak */
export async function stopInTime({ stack }) {
  const [web] = stack.webs;
  const [worker] = stack.workers;
  if (!web || !worker) throw new Failure("R-16 needs a web and a worker process");
  await Promise.all([web.start({ PLAID_INVESTMENTS_NOTICE_MS: String(NOTICE_MS) }), worker.start()]);
  const app = soakApp(stack);
  const [slow, hanging] = [await app.link(SIZE), await app.link(SIZE)];
  if (!slow || !hanging) throw new Failure("an exchange was not acknowledged");
  await app.atRest();
  const path = "/investments/holdings/get";
  await app.items.addFault({ path, itemId: slow.itemId, kind: "delay", delayMs: 4_000 });
  await app.items.addFault({ path, itemId: hanging.itemId, kind: "hang", times: "always" });
  const [running, stuck] = [app.refresh(slow), app.refresh(hanging)];
  const upload = await stalledUpload(web.port);
  const { item: importing, publicToken } = await app.items.create("importer", SIZE);
  await app.items.addFault({ path, itemId: importing.itemId, kind: "hang", times: "always" });
  await app.call("/api/plaid/investments/exchange_public_token", { user_id: "importer", public_token: publicToken });
  const leases = () => stack.query("SELECT item_id FROM item WHERE lease_until > now()");
  await until(async () => (await leases()).length === 3, "two refreshes and an import are under way");

  const startedAt = Date.now();
  const codes = Promise.all(
    [web, worker].map(async (one) => ({ name: one.name, code: await one.stop(), ms: Date.now() - startedAt })),
  );
  let ready = 200;
  while (ready === 200) ready = (await app.call("/api/ready", null, {}, web.url)).status;
  if (ready !== 503) throw new Failure("after SIGTERM connections are refused before /api/ready has told why");
  const [finished, cutShort, ends] = await Promise.all([running, stuck, codes]);
  upload.destroy();
  if (finished.status !== 200) throw new Failure(`the request that ran is answered ${finished.status}`);
  if (cutShort.status !== 500) throw new Failure(`the request that hung is answered ${cutShort.status}`);
  const figures = ends.map(({ name, code, ms }) => `${name} ended after ${ms} ms (code ${code})`).join(", ");
  if (ends.some(({ code, ms }) => code !== 0 || ms > EXIT_WITHIN_MS)) throw new Failure(figures);
  const left = await leases();
  if (left.length > 0) throw new Failure(`${figures}, but ${left.length} leases are left`);
  await app.items.clearFaults();
  await Promise.all([web.start(), worker.start()]);
  app.linked.push(importing);
  await app.atRest();
  await app.refresh(hanging);
  await app.requireUpstream();
  return `ready is 503 first, the running request is answered 200, the hanging one 500, ${figures}, 0 leases left`;
}
