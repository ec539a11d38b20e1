import { beforeEach, describe, expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import type { ItemId, UserId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { acquireLease } from "@/server/db/lease";
import { insertRefreshRun } from "@/server/db/refresh-runs";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { removeUnlinkedItem } from "@/server/services/items/remove-unlinked-item";
import { syncItemMetadata } from "@/server/services/items/sync-item-metadata";
import { exchangePublicToken } from "@/server/services/link/exchange-public-token";
import { listHoldings } from "@/server/services/portfolio/list-holdings";
import { getRefreshRun } from "@/server/services/refresh-runs/get-refresh-run";
import { createContext } from "@/server/services/runtime";
import { startEngine } from "@/testing/engine";
import { exchangeAgain } from "@/testing/exchange-again";
import {
  num,
  pictureText,
  type WirePicture,
  wireAccount,
  wireHolding,
  wireSecurity,
  wireTransaction,
} from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { closeAbandonedRuns } from "./close-abandoned-runs";
import { importHistory } from "./import-history";
import { refreshItem } from "./refresh-item";
import { requestRefreshAll } from "./request-refresh-all";
import { newRefreshRunId } from "./serve-refresh";
import { workOffRefreshRun } from "./work-off-refresh-run";

const engine = await startEngine();
const JOB = { kind: "job", trigger: "link" } as const;
const JANUARY = { startDate: "2026-01-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate };
const HOLDINGS = "/investments/holdings/get";
const at = (instant: string) => engine.setClock(new Date(instant));
beforeEach(() => at("2026-02-01T12:00:00Z"));

async function itemShowing(picture: Partial<WirePicture>) {
  const item = await linkShowing(engine, picture);
  const isLeased = () => engine.query("SELECT 1 FROM item WHERE item_id = $1 AND lease_until > now()", [item.itemId]);
  const isHistoryLoaded = async () =>
    (await engine.query("SELECT 1 FROM item WHERE item_id = $1 AND history_loaded_at IS NOT NULL", [item.itemId]))
      .length > 0;
  return {
    ...item,
    refresh: (window: typeof JANUARY | null = JANUARY) => item.refresh(window),
    isLeased,
    isHistoryLoaded,
  };
}

const worth = (value: string): Partial<WirePicture> => ({
  accounts: [wireAccount("a", { current: num(value) })],
  securities: [wireSecurity("s")],
  holdings: [wireHolding("a", "s", { institution_value: num(value) })],
});

describe("history", () => {
  test("what could not be imported before the owner signed in is queued by the refresh that succeeds", async () => {
    const old = wireTransaction("old", "a", "2025-03-01");
    const item = await itemShowing({ ...worth("1"), investment_transactions: [old] });
    engine.sandbox.addFault({
      path: "*",
      itemId: item.itemId,
      times: "always",
      kind: "error",
      code: "ITEM_LOGIN_REQUIRED",
    });
    await importHistory(engine.ctx(JOB), { itemId: item.itemId });
    engine.sandbox.clearFaults();
    const jobs = () =>
      engine.query("SELECT 1 FROM pgboss.job WHERE name = 'first-import' AND data->>'itemId' = $1", [item.itemId]);
    await engine.query("DELETE FROM pgboss.job WHERE data->>'itemId' = $1", [item.itemId]);
    await item.refresh(null);
    expect(await jobs()).toHaveLength(1);
    await importHistory(engine.ctx(JOB), { itemId: item.itemId });
    expect(await item.isHistoryLoaded()).toBe(true);
  });

  test("asked for before midnight and read after it, it counts as loaded", async () => {
    at("2026-02-01T23:59:59Z");
    const item = await itemShowing(worth("1"));
    engine.sandbox.addFault({ path: HOLDINGS, itemId: item.itemId, kind: "delay", delayMs: 300 });
    const running = importHistory(engine.ctx(JOB), { itemId: item.itemId });
    await expect.poll(item.isLeased).toHaveLength(1);
    at("2026-02-02T00:00:05Z");
    await running;
    expect(await item.isHistoryLoaded()).toBe(true);
  });
});

describe("an Item that changes while a refresh waits for it", () => {
  test("a doubt that was cleared meanwhile is not believed", async () => {
    const item = await itemShowing(worth("1"));
    await item.refresh();
    item.show({ ...worth("1"), holdings: [] });
    await item.refresh().catch(() => {});
    at("2026-02-01T12:30:00Z");
    item.show(worth("1"));
    engine.sandbox.addFault({ path: HOLDINGS, itemId: item.itemId, kind: "delay", delayMs: 400 });
    const clearing = item.refresh();
    await expect.poll(item.isLeased).toHaveLength(1);
    const waiting = item.refresh(null).then(
      () => "believed",
      () => "doubted",
    );
    await clearing;
    item.show({ ...worth("1"), holdings: [] });
    expect(await waiting).toBe("doubted");
  });

  test("S-31: unlinked meanwhile, it is not found, Plaid is not asked again, and what was under way stores nothing", async () => {
    const item = await itemShowing(worth("1"));
    engine.sandbox.addFault({ path: HOLDINGS, itemId: item.itemId, kind: "delay", delayMs: 400 });
    const first = item.refresh().catch((error) => error);
    await expect.poll(item.isLeased).toHaveLength(1);
    const second = item.refresh().catch((error) => error);
    await disconnectItem(engine.ctx(), { userId: item.userId, itemId: item.itemId });
    expect(await first).toMatchObject({ code: "ITEM_NOT_FOUND" });
    expect(await second).toMatchObject({ code: "ITEM_NOT_FOUND" });
    for (const table of ["account", "holding", "holding_version", "investment_transaction", "refresh_change"]) {
      expect(await engine.query(`SELECT 1 FROM ${table} WHERE item_id = $1`, [item.itemId]), table).toEqual([]);
    }
    const asked = engine.sandbox.calls().filter((call) => call.path === HOLDINGS && call.itemId === item.itemId);
    expect(asked).toHaveLength(1);
  });

  test("unlinked before its run's turn, the run says so", async () => {
    const item = await itemShowing(worth("1"));
    const ctx = engine.ctx({ kind: "user", userId: item.userId, keyId: null });
    const { runId } = await requestRefreshAll(ctx, { window: null });
    await disconnectItem(ctx, { userId: item.userId, itemId: item.itemId });
    await removeUnlinkedItem(engine.ctx(JOB), { itemId: item.itemId });
    await workOffRefreshRun(engine.ctx(JOB), { runId });
    const run = await getRefreshRun(ctx, { runId });
    expect(run).toMatchObject({
      status: "done",
      items: [{ status: "failed", error: "This connection was disconnected" }],
    });
  });

  test("R-06: accounts that an exchange reads bring no balance of another moment than their positions", async () => {
    const item = await itemShowing(worth("1000"));
    await item.refresh();
    const whole = (await item.holdings()).totals;
    const renamed = wireAccount("a", { current: num("400"), name: "Renamed" });
    item.show({ ...worth("400"), accounts: [renamed, wireAccount("new", { current: num("5000") })] });
    exchangeAgain(engine, item.itemId);
    at("2026-02-01T12:01:00Z");
    await exchangePublicToken(engine.ctx(), { userId: item.userId, publicToken: "public-sandbox-again" });
    const { rows, totals } = await item.holdings();
    expect(totals).toEqual(whole);
    expect(rows.map((row) => row.accountName)).toEqual(["Renamed"]);
    await item.refresh();
    expect((await item.holdings()).totals).toMatchObject([{ total: "5400", derivedCash: "5000" }]);
  });

  test("accounts that an exchange asked for earlier do not overwrite what a refresh stored since", async () => {
    const item = await itemShowing(worth("1000"));
    await item.refresh();
    exchangeAgain(engine, item.itemId);
    const path = "/accounts/get";
    const accounts = pictureText(worth("1000")).match(/"accounts":(\[.*?\]),"holdings"/)?.[1];
    const body = `{"accounts":${accounts},"item":{"item_id":"${item.itemId}"},"request_id":"r"}`;
    engine.sandbox.addFault({ path, kind: "delay", delayMs: 600 });
    engine.sandbox.addFault({ path, kind: "response", status: 200, body });
    at("2026-02-01T12:01:00Z");
    const before = engine.sandbox.calls().length;
    const exchange = exchangePublicToken(engine.ctx(), { userId: item.userId, publicToken: "public-sandbox-again" });
    const since = () => engine.sandbox.calls().slice(before);
    await expect.poll(() => since().map((call) => call.path)).toContain("/item/public_token/exchange");
    at("2026-02-01T12:02:00Z");
    item.show(worth("400"));
    await item.refresh();
    await exchange;
    const { totals } = await listHoldings(engine.ctx(), { userId: item.userId });
    expect(totals[0]).toMatchObject({ total: "400", derivedCash: "0" });
  });
});

describe("states that end", () => {
  test("an Item that was gone and is linked again begins anew", async () => {
    const item = await itemShowing(worth("1"));
    await importHistory(engine.ctx(JOB), { itemId: item.itemId });
    engine.sandbox.addFault({ path: HOLDINGS, itemId: item.itemId, kind: "error", code: "USER_PERMISSION_REVOKED" });
    await item.refresh().catch(() => {});
    expect((await item.row())?.state).toBe("disconnected");
    exchangeAgain(engine, item.itemId);
    await exchangePublicToken(engine.ctx(), { userId: item.userId, publicToken: "public-sandbox-again" });
    expect(await item.row()).toMatchObject({ state: "preparing", reason: null });
    expect(await item.isHistoryLoaded()).toBe(false);
    await importHistory(engine.ctx(JOB), { itemId: item.itemId });
    expect(await item.row()).toMatchObject({ state: "ok", reason: null });
  });

  test("Plaid's limit holds back for a minute, and no longer when the clock is set back", async () => {
    const item = await itemShowing(worth("1"));
    engine.sandbox.addFault({
      path: HOLDINGS,
      itemId: item.itemId,
      kind: "error",
      code: "INVESTMENT_HOLDINGS_GET_LIMIT",
    });
    await item.refresh().catch(() => {});
    at("2026-02-01T12:00:30Z");
    await expect(item.refresh()).rejects.toMatchObject({ code: "REFRESH_FAILED" });
    expect((await item.row())?.reason).toBe("limited");
    at("2026-02-01T09:00:00Z");
    await item.refresh();
    expect(await item.row()).toMatchObject({ state: "ok", reason: null });
  });

  test("a clock that fell back by days rewrites no history", async () => {
    const item = await itemShowing(worth("1"));
    await item.refresh();
    const versions = () => engine.query("SELECT * FROM holding_version WHERE item_id = $1", [item.itemId]);
    const before = await versions();
    at("2026-01-20T12:00:00Z");
    item.show(worth("2"));
    await expect(item.refresh()).rejects.toMatchObject({ code: "REFRESH_FAILED" });
    expect(await versions()).toEqual(before);
    expect((await item.row())?.reason).toBe("clock_behind");
  });

  test("when Plaid last reached the brokerage is asked again after a refresh", async () => {
    const item = await itemShowing(worth("1"));
    await syncItemMetadata(engine.ctx(JOB), { itemId: item.itemId });
    await engine.query("DELETE FROM pgboss.job WHERE data->>'itemId' = $1", [item.itemId]);
    const jobs = () =>
      engine.query("SELECT 1 FROM pgboss.job WHERE name = 'sync-item-metadata' AND data->>'itemId' = $1", [
        item.itemId,
      ]);
    await item.refresh();
    expect(await jobs()).toHaveLength(0);
    at("2026-02-01T14:00:00Z");
    await item.refresh();
    expect(await jobs()).toHaveLength(1);
  });

  test("an institution that Plaid does not describe leaves its Item with a name all the same", async () => {
    const itemId = await engine.link({ userId: "abroad", institutionId: "ins_900004", username: "user_cad" });
    const synced = syncItemMetadata(engine.ctx(JOB), { itemId });
    await expect(synced).rejects.toMatchObject({ failure: { errorCode: "INVALID_INSTITUTION" } });
    const rows = await engine.query("SELECT institution_name AS name FROM item WHERE item_id = $1", [itemId]);
    expect(rows).toEqual([{ name: "Maple Harbour Direct" }]);
  });

  test("runs that a killed process left behind end; one that waits for its job does not", async () => {
    const item = await itemShowing(worth("1"));
    const run = (isQueued: boolean) => {
      const runId = newRefreshRunId();
      const ids = { runId, userId: item.userId as UserId, itemIds: [item.itemId as ItemId] };
      const requestedAt = new Date("2026-02-01T11:00:00Z");
      const row = { ...ids, trigger: "api", window: JANUARY, requestedAt, isQueued } as const;
      return insertRefreshRun(sqlOf(engine.ctx().db), row).then(() => runId);
    };
    const [unstarted, halfway, waiting] = [await run(false), await run(false), await run(true)];
    const lease = { itemId: item.itemId as ItemId, owner: "dead", window: JANUARY, startedAt: new Date() };
    const dead = { runId: halfway, userId: item.userId as UserId, trigger: "api", requestedAt: new Date() } as const;
    await acquireLease(sqlOf(engine.ctx().db), { ...lease, run: dead, ticket: null });
    await engine.query("UPDATE item SET lease_until = now() - interval '1 minute' WHERE item_id = $1", [item.itemId]);
    await item.refresh();
    expect(await getRefreshRun(engine.ctx(), { runId: halfway })).toMatchObject({ status: "done" });
    expect(await getRefreshRun(engine.ctx(), { runId: unstarted })).toMatchObject({ status: "queued" });
    await closeAbandonedRuns(engine.ctx(JOB));
    expect(await getRefreshRun(engine.ctx(), { runId: unstarted })).toMatchObject({ status: "done" });
    expect(await getRefreshRun(engine.ctx(), { runId: waiting })).toMatchObject({ status: "queued" });
    const ended = await engine.query("SELECT 1 FROM refresh_run WHERE id = ANY($1) AND finished_at IS NOT NULL", [
      [unstarted, halfway, waiting],
    ]);
    expect(ended).toHaveLength(2);
  });
});

test("an interactive refresh is answered within its 25 seconds, whoever is in front", async () => {
  const item = await itemShowing(worth("1"));
  await item.refresh();
  engine.sandbox.addFault({ path: HOLDINGS, itemId: item.itemId, kind: "hang", times: "always" });
  const first = item.refresh().catch((error) => error);
  await expect.poll(item.isLeased).toHaveLength(1);
  const began = performance.now();
  const elsewhere = refreshItem(engine.otherProcess(), { userId: item.userId, itemId: item.itemId, window: null });
  const answers = await Promise.allSettled([item.refresh(), elsewhere, first]);
  expect(performance.now() - began).toBeLessThan(28_000);
  expect(answers.slice(0, 2)).toMatchObject([
    { status: "rejected", reason: { code: "REFRESH_FAILED" } },
    { status: "rejected", reason: { code: "REFRESH_FAILED" } },
  ]);
  expect((await item.row())?.reason).not.toBeNull();
  engine.sandbox.clearFaults();
});

test("ten first exchanges at once after a start are all stored", async () => {
  const context = (id: number) => createContext({ actor: { kind: "service", keyId: null }, requestId: `start-${id}` });
  const exchanges = Array.from({ length: 10 }, async (_, id) => {
    const publicToken = engine.sandbox.createPublicToken({});
    return exchangePublicToken(await context(id), { userId: `start-${id}`, publicToken });
  });
  expect(new Set((await Promise.all(exchanges)).map((result) => result.itemId)).size).toBe(10);
});
