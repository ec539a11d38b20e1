import { expect, test } from "vitest";
import { NO_JOBS } from "@/server/queue/enqueue";
import { startEngine } from "@/testing/engine";
import { type DemoSeedOptions, seedDemo } from "./seed-demo";

const engine = await startEngine();
await engine.query("INSERT INTO instance (id, environment) VALUES (1, 'demo') ON CONFLICT DO NOTHING");

const DAYS = 6;
const options = (over: Partial<DemoSeedOptions> = {}): DemoSeedOptions => ({
  userId: "demo",
  institutionIds: ["ins_109508", "ins_900002"],
  days: DAYS,
  contextAt: async (instant, actor) => {
    engine.setClock(instant);
    return { ...engine.ctx(actor), queue: NO_JOBS };
  },
  onProgress: () => {},
  ...over,
});

const daysSeen = () =>
  engine.query<{ days: number; items: number }>(
    "SELECT count(DISTINCT date)::int AS days, count(DISTINCT item_id)::int AS items FROM account_day",
  );

test("the demo lives through its days, goes on where it was cut short, and is never made twice", async () => {
  const cut = options({
    onProgress: (_day, done) => {
      if (done === 3) throw new Error("power cut");
    },
  });
  await expect(seedDemo(cut)).rejects.toThrow("power cut");
  expect(await daysSeen()).toEqual([{ days: 3, items: 2 }]);

  await seedDemo(options());
  expect(await daysSeen()).toEqual([{ days: DAYS + 1, items: 2 }]);
  const [history] = await engine.query<{ states: string; versions: number; future: number }>(
    `SELECT (SELECT string_agg(DISTINCT state, ',') FROM item) AS states, (SELECT count(*)::int FROM holding_version WHERE valid_to IS NOT NULL) AS versions,
       (SELECT count(*)::int FROM refresh_run WHERE requested_at > now()) AS future`,
  );
  expect(history).toMatchObject({ states: "ok", future: 0 });
  expect(history?.versions).toBeGreaterThan(20);

  const before = engine.sandbox.calls().length;
  await seedDemo(options());
  expect(engine.sandbox.calls().length).toBe(before);
});
