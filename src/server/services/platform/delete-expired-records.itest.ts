import { beforeEach, expect, test } from "vitest";
import { refreshScheduledItem } from "@/server/services/refresh/refresh-scheduled-item";
import { startEngine } from "@/testing/engine";
import { num, wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { deleteExpiredRecords } from "./delete-expired-records";

const engine = await startEngine();
const JOB = { kind: "job", trigger: "schedule" } as const;
const NOW = new Date("2026-11-20T12:00:00Z");
const at = (daysAgo: number) => engine.setClock(new Date(NOW.getTime() - daysAgo * 86_400_000));
const tidy = () => deleteExpiredRecords(engine.ctx(JOB));
const countOf = async (table: string) => (await engine.query(`SELECT FROM ${table}`)).length;

beforeEach(() => at(0));

const picture = (value: number) => ({
  accounts: [wireAccount("a", { current: num(value) })],
  securities: [wireSecurity("s")],
  holdings: [wireHolding("a", "s", { institution_value: num(value) })],
});

test("runs go after 90 days, changes and the refreshes that date them after 24 months, the portfolio never", async () => {
  at(100);
  const shown = await linkShowing(engine, picture(10));
  const refresh = () => refreshScheduledItem(engine.ctx(JOB), { itemId: shown.itemId });
  await refresh();
  at(95);
  await refresh();
  at(89);
  shown.show(picture(20));
  await refresh();
  at(0);
  const refreshedAt = () =>
    engine.query("SELECT (started_at AT TIME ZONE 'UTC')::date::text AS day FROM item_refresh ORDER BY 1");
  const portfolio = async () => [
    await countOf("holding_version"),
    await countOf("account_day"),
    (await shown.holdings()).rows,
  ];
  const before = await portfolio();

  await tidy();
  expect(await countOf("refresh_run")).toBe(1);
  expect(await countOf("refresh_run_item")).toBe(1);
  // The one of 95 days ago changed nothing, and nothing needs it any more.
  expect(await refreshedAt()).toEqual([{ day: "2026-08-12" }, { day: "2026-08-23" }]);
  expect(await countOf("refresh_change")).toBe(2);
  expect(await tidy()).toBe(0);

  at(-365 * 2 + 95);
  await tidy();
  expect(await countOf("refresh_change")).toBe(1);
  expect(await refreshedAt()).toEqual([{ day: "2026-08-23" }]);
  at(-365 * 2);
  await tidy();
  expect([await countOf("refresh_change"), await refreshedAt()]).toEqual([0, []]);
  expect(await portfolio()).toEqual(before);
});

test("a run that has not ended stays", async () => {
  await engine.query(
    `INSERT INTO refresh_run (id, trigger, range_start, range_end, requested_at)
     VALUES ('open', 'api', '2026-01-01', '2026-01-31', '2026-02-01')`,
  );
  await tidy();
  expect(await countOf("refresh_run WHERE id = 'open'")).toBe(1);
});

test("webhooks go after 90 days, each once, whatever number of workers delete them", async () => {
  await engine.query(
    `INSERT INTO webhook_event (body_hash, signed_at, type, code, received_at, outcome)
     SELECT n::text, now(), 'ITEM', 'ERROR', $1::timestamptz - n * interval '1 hour', 'none' FROM generate_series(1, 7000) n`,
    [NOW],
  );
  const workers = [engine.ctx(JOB), { ...engine.otherProcess(), actor: JOB }];
  const deleted = await Promise.all([...workers, ...workers].map(deleteExpiredRecords));
  expect(deleted.reduce((sum, count) => sum + count, 0)).toBe(7_000 - 2_160);
  expect(await countOf("webhook_event")).toBe(2_160);
});
