// Everything at once: two web and two worker processes, callers of every kind, and any of the four killed or frozen at any time.
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure.mjs";
import { soakApp, until } from "./soak-app.mjs";

/** @typedef {import("./soak.mjs").Soak} Soak */

const SIZE = { holdings: 40, transactions: 120 };
const FIRST_ITEMS = 8;
const MOST_ITEMS = 30;
const CALLERS = 4;
/** Longer than a lease lasts. */
const FREEZE_MS = 18_000;
const CHAOS_SECONDS = { fast: 20, full: 600 };
const WHOLE_EVERY = 5;

/** @param {Soak} soak */
export async function surviveChaos({ stack, random, fast, rounds }) {
  const processes = [...stack.webs, ...stack.workers];
  await Promise.all(processes.map((one) => one.start()));
  const app = soakApp(stack);
  for (let place = 0; place < FIRST_ITEMS; place += 1) await app.link(SIZE);
  await app.atRest();
  const startedAt = Date.now();
  const endsAt = startedAt + 1_000 * (rounds ?? (fast ? CHAOS_SECONDS.fast : CHAOS_SECONDS.full));
  const isOver = () => Date.now() > endsAt;
  const counts = { kills: 0, freezes: 0, refreshes: 0, refresh_all: 0, refused: 0 };

  const caller = async (/** @type {number} */ place) => {
    for (let turn = place; !isOver(); turn += CALLERS) {
      const item = app.linked[turn % app.linked.length];
      if (!item) return;
      // Each Item is changed by one caller alone, as its bank would.
      if ((turn % app.linked.length) % CALLERS === place) await app.items.change(item);
      const { status } = await app.refresh(item);
      counts[status === 200 ? "refreshes" : "refused"] += 1;
      await sleep(random() * 200);
    }
  };
  const others = async () => {
    while (!isOver()) {
      const { status } = await app.refreshAll();
      if (status === 200) counts.refresh_all += 1;
      await app.requestRefreshAll();
      if (app.linked.length < MOST_ITEMS) await app.link(SIZE);
      await sleep(1_000 + random() * 4_000);
    }
  };
  const reaper = async () => {
    while (!isOver()) {
      await sleep(1_000 + random() * 4_000);
      const victim = processes[Math.floor(random() * processes.length)];
      if (!victim?.isRunning()) continue;
      if (random() < 0.1 && !fast) {
        counts.freezes += 1;
        victim.freeze();
        await sleep(FREEZE_MS);
        victim.resume();
      } else {
        counts.kills += 1;
        await victim.kill();
        await sleep(random() * 1_000);
        await victim.start();
      }
      if (counts.kills % WHOLE_EVERY === 0) await app.requireWhole({ isMoving: true });
    }
  };
  await Promise.all([...Array.from({ length: CALLERS }, (_, place) => caller(place)), others(), reaper()]);

  await app.requireWhole({ isMoving: true });
  await app.atRest();
  // The runs of processes that died end when they have been silent for longer than any refresh may take.
  await stack.query("UPDATE refresh_run SET started_at = started_at - interval '1 hour' WHERE finished_at IS NULL");
  for (const item of app.linked) {
    const { status } = await app.refresh(item);
    if (status !== 200) throw new Failure(`the refresh after it is answered ${status}`);
  }
  await app.requireUpstream();
  const open = () => stack.query("SELECT id FROM refresh_run WHERE finished_at IS NULL");
  await until(async () => (await open()).length === 0, "every run has ended", 90_000);
  const [{ deadlocks }] = await stack.query(
    "SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()",
  );
  const seconds = Math.round((endsAt - startedAt) / 1000);
  const figures = `${seconds} s, ${counts.kills} kills and ${counts.freezes} freezes: ${counts.refreshes} refreshes, ${counts.refresh_all} of all, ${app.accepted.size} queued runs and ${app.linked.length} links acknowledged (${counts.refused} refused), 0 lost, ${deadlocks} deadlocks`;
  if (deadlocks > 0) throw new Failure(figures);
  return figures;
}
