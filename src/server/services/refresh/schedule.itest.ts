import { beforeEach, describe, expect, test } from "vitest";
import { POST as refreshAll } from "@/app/api/plaid/investments/refresh_all/route";
import type { CalendarDate } from "@/domain/calendar-date";
import type { Fault, FaultEffect } from "@/testing/app";
import { callRoute } from "@/testing/call-route";
import { startEngine } from "@/testing/engine";
import { num, wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { queueDueRefreshes } from "./queue-due-refreshes";
import { refreshScheduledItem } from "./refresh-scheduled-item";

const engine = await startEngine();
const JOB = { kind: "job", trigger: "schedule" } as const;
const HOUR_MS = 3_600_000;
const NOON = new Date("2026-02-01T12:00:00Z");
const HOLDINGS = "/investments/holdings/get";
const hoursLater = (hours: number) => engine.setClock(new Date(NOON.getTime() + hours * HOUR_MS));

beforeEach(async () => {
  engine.setClock(NOON);
  engine.sandbox.clearFaults();
  await engine.query("UPDATE item SET unlinked_at = now()");
  await engine.query("DELETE FROM pgboss.job");
});

const PICTURE = {
  accounts: [wireAccount("a", { current: num("10") })],
  securities: [wireSecurity("s")],
  holdings: [wireHolding("a", "s", { institution_value: num("10") })],
};
const linkItem = async () => (await linkShowing(engine, PICTURE)).itemId;
const scheduleOf = async (itemId: string) => {
  const [row] = await engine.query<{ next: Date | null; failures: number; state: string; swept: Date | null }>(
    "SELECT next_refresh_at AS next, failure_count AS failures, state, swept_at AS swept FROM item WHERE item_id = $1",
    [itemId],
  );
  if (!row) throw new Error("no such Item");
  return { ...row, inHours: ((row.next?.getTime() ?? 0) - NOON.getTime()) / HOUR_MS };
};
const queued = async () =>
  (
    await engine.query<{ job: string }>("SELECT name || ' ' || (data->>'itemId') AS job FROM pgboss.job ORDER BY 1")
  ).map(({ job }) => job);
const refresh = (itemId: string) => refreshScheduledItem(engine.ctx(JOB), { itemId });
const failWith = (itemId: string, code: string) =>
  engine.sandbox.addFault({ path: HOLDINGS, itemId, times: "always", kind: "error", code });

test("an Item is queued when its day is over, once, whatever number of workers look", async () => {
  const items = [await linkItem(), await linkItem()];
  for (const itemId of items) await refresh(itemId);
  await engine.query("DELETE FROM pgboss.job");
  const { inHours } = await scheduleOf(items[0] ?? "");
  expect(inHours).toBeGreaterThanOrEqual(23);
  expect(inHours).toBeLessThanOrEqual(25);
  hoursLater(22.9);
  expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(0);
  hoursLater(25.1);
  const looks = Array.from({ length: 8 }, (_, at) =>
    queueDueRefreshes(at % 2 === 0 ? engine.ctx(JOB) : { ...engine.otherProcess(), actor: JOB }),
  );
  expect((await Promise.all(looks)).reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(await queued()).toEqual(items.map((itemId) => `refresh-item ${itemId}`).sort());
  expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(0);
});

test("an Item whose first import was given up gets it again", async () => {
  const itemId = await linkItem();
  await engine.query("DELETE FROM pgboss.job");
  expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(1);
  expect(await queued()).toEqual([`first-import ${itemId}`]);
});

test("an Item that a wrong clock put far into the future is found all the same", async () => {
  const itemId = await linkItem();
  await refresh(itemId);
  await engine.query("DELETE FROM pgboss.job");
  await engine.query("UPDATE item SET next_refresh_at = $2 WHERE item_id = $1", [
    itemId,
    new Date("2027-01-01T00:00:00Z"),
  ]);
  expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(1);
});

test("an Item that only its user can help rests; asked for by the user it is refreshed, and scheduled again", async () => {
  const shown = await linkShowing(engine, PICTURE);
  const { itemId } = shown;
  await refresh(itemId);
  failWith(itemId, "ITEM_LOGIN_REQUIRED");
  await expect(shown.refresh()).rejects.toMatchObject({ code: "REFRESH_FAILED" });
  engine.sandbox.clearFaults();
  hoursLater(200);
  await engine.query("DELETE FROM pgboss.job");
  expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(0);
  const callsBefore = engine.sandbox.calls().length;
  await refresh(itemId);
  expect(engine.sandbox.calls()).toHaveLength(callsBefore);
  await shown.refresh();
  expect(await scheduleOf(itemId)).toMatchObject({ state: "ok", failures: 0 });
  hoursLater(230);
  await engine.query("DELETE FROM pgboss.job");
  expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(1);
});

test("R-19: failures in a row wait longer and longer, and a success forgets them", async () => {
  const itemId = await linkItem();
  await refresh(itemId);
  failWith(itemId, "UNSUPPORTED_BY_NOBODY");
  for (let failures = 1; failures <= 4; failures += 1) {
    await refresh(itemId);
    const schedule = await scheduleOf(itemId);
    expect(schedule.failures).toBe(failures);
    expect(schedule.inHours * 60).toBeLessThanOrEqual(2 ** (failures - 1));
  }
  engine.sandbox.clearFaults();
  await refresh(itemId);
  const schedule = await scheduleOf(itemId);
  expect(schedule.failures).toBe(0);
  expect(schedule.inHours).toBeGreaterThanOrEqual(23);
});

describe("the sweep over all 24 months", () => {
  const startDates = async (itemId: string) =>
    (
      await engine.query<{ day: string }>(
        "SELECT range_start::text AS day FROM item_refresh WHERE item_id = $1 ORDER BY fence",
        [itemId],
      )
    ).map(({ day }) => day);

  test("comes weekly, in place of the 90 days", async () => {
    const itemId = await linkItem();
    for (const day of [0, 1, 6, 7, 8]) {
      hoursLater(24 * day);
      await refresh(itemId);
    }
    expect(await startDates(itemId)).toEqual(["2024-02-01", "2025-11-04", "2025-11-09", "2024-02-08", "2025-11-11"]);
  });

  test("is put off by no refresh of less, however often somebody asks for one", async () => {
    const shown = await linkShowing(engine, PICTURE);
    await refresh(shown.itemId);
    for (const day of [1, 2, 3, 4, 5, 6, 7]) {
      hoursLater(24 * day - 2);
      await shown.refresh();
    }
    await engine.query("DELETE FROM pgboss.job");
    hoursLater(24 * 7 - 1);
    expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(1);
    await refresh(shown.itemId);
    expect((await startDates(shown.itemId)).at(-1)).toBe("2024-02-08");
    expect((await scheduleOf(shown.itemId)).inHours).toBeGreaterThan(24 * 7);
  });

  test("settles rows in doubt that no shorter window reaches", async () => {
    const old = Array.from({ length: 24 }, (_, at) => wireTransaction(`old-${at}`, "a", "2025-03-01"));
    const shown = await linkShowing(engine, { ...PICTURE, investment_transactions: old });
    await refresh(shown.itemId);
    shown.show({ ...PICTURE, investment_transactions: old.slice(0, 4) });
    const year = { startDate: "2025-02-01", endDate: "2025-04-01" } as never;
    await shown.refresh(year);
    const doubtful = await scheduleOf(shown.itemId);
    expect(doubtful.state).toBe("suspect");
    expect(doubtful.inHours).toBeLessThanOrEqual(1);
    hoursLater(1);
    await engine.query("DELETE FROM pgboss.job");
    expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(1);
    await refresh(shown.itemId);
    expect((await scheduleOf(shown.itemId)).state).toBe("ok");
  });
});

test("R-19: 10 of 50 Items failing in every class leave the others as they are: 200 with the right sums", async () => {
  const codes = [
    ...["ITEM_LOGIN_REQUIRED", "ADDITIONAL_CONSENT_REQUIRED", "PRODUCT_NOT_READY", "INSTITUTION_DOWN"],
    ...["INTERNAL_SERVER_ERROR", "INVESTMENT_HOLDINGS_GET_LIMIT", "INVALID_API_KEYS"],
  ];
  const ill: readonly FaultEffect[] = [
    ...codes.map((code) => ({ kind: "error", code }) as const),
    ...[{ kind: "cut" } as const, { kind: "reset" } as const, { kind: "hang" } as const],
  ];
  const items: string[] = [];
  for (let at = 0; at < 50; at += 1) items.push(await linkItem());
  for (const [at, fault] of ill.entries()) {
    const where: Pick<Fault, "path" | "itemId" | "times"> = { path: HOLDINGS, itemId: items[at * 5], times: "always" };
    engine.sandbox.addFault({ ...where, ...fault });
  }
  const answer = await callRoute(refreshAll, "/api/plaid/investments/refresh_all");
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    summary: { items: 50, holdings: 40, securities: 40, investment_transactions: 0 },
  });
  const failed = await engine.query<{ id: string; waits: boolean }>(
    `SELECT item_id AS id, next_refresh_at < now() + interval '61 seconds' AS waits FROM item
     WHERE unlinked_at IS NULL AND failure_count > 0`,
  );
  expect(failed.map(({ id }) => id).sort()).toEqual(ill.map((_, at) => items[at * 5]).sort());
  expect(failed.every(({ waits }) => waits)).toBe(true);
});

test("a window that ends before all that Plaid has begins is no import of the history", async () => {
  const { itemId, refresh } = await linkShowing(engine, PICTURE);
  await refresh({ startDate: "2000-01-01" as CalendarDate, endDate: "2001-01-01" as CalendarDate });
  const [item] = await engine.query("SELECT history_loaded_at, swept_at FROM item WHERE item_id = $1", [itemId]);
  expect(item).toEqual({ history_loaded_at: null, swept_at: null });
  expect(await queued()).toContain(`first-import ${itemId}`);
});
