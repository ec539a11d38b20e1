// What a caller who follows a run is told, and when that ends.
import { afterEach, describe, expect, test } from "vitest";
import type { RefreshRunProgress } from "@/contracts/refresh-history";
import { poolOf } from "@/server/db/client";
import { askToStop } from "@/server/platform/stopping";
import { listConnections } from "@/server/services/items/list-connections";
import { importHistory } from "@/server/services/refresh/import-history";
import { startRefresh } from "@/server/services/refresh/start-refresh";
import { startEngine } from "@/testing/engine";
import { wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { followRefreshRun } from "./follow-refresh-run";

const engine = await startEngine();
const HOLDINGS = "/investments/holdings/get";
const STAGES = ["queued", "holdings", "transactions", "saving", "done"];
afterEach(() => engine.sandbox.clearFaults());

const today = new Date().toISOString().slice(0, 10);
const picture = {
  accounts: [wireAccount("a")],
  securities: [wireSecurity("s")],
  holdings: [wireHolding("a", "s")],
  investment_transactions: Array.from({ length: 1_900 }, (_, index) => wireTransaction(String(index), "a", today)),
};

const added = (count: number) => ({ added: count, changed: 0, removed: 0, unchanged: 0 });

type Follower = { readonly userId: string; readonly runId: string };

const asUser = (userId: string) => engine.ctx({ kind: "user", userId, keyId: null });
const follow = ({ userId, runId }: Follower) => followRefreshRun(asUser(userId), { userId, runId, signal: undefined });

async function collect(news: AsyncIterable<RefreshRunProgress>): Promise<RefreshRunProgress[]> {
  const told: RefreshRunProgress[] = [];
  for await (const one of news) told.push(one);
  return told;
}

/** A run under way whose refresh takes as long as this at least. */
async function slowRun(delayMs: number): Promise<Follower> {
  const { userId, itemId } = await linkShowing(engine, picture);
  engine.sandbox.addFault({ path: HOLDINGS, itemId, kind: "delay", delayMs });
  const { runId } = await startRefresh(asUser(userId), { userId, itemId: null });
  const isUnderWay = () =>
    engine.query("SELECT FROM refresh_run_item WHERE run_id = $1 AND fence IS NOT NULL", [runId]);
  await expect.poll(isUnderWay, { interval: 20 }).toHaveLength(1);
  return { userId, runId };
}

/** Lets nothing be stored until it is told to. */
async function holdStores(): Promise<() => Promise<void>> {
  const client = await poolOf(engine.ctx().db).connect();
  await client.query("BEGIN");
  await client.query("LOCK TABLE investment_transaction IN SHARE MODE");
  return async () => {
    await client.query("COMMIT");
    client.release();
  };
}

test("S-33: a user follows 30 at a time; whoever goes makes room, also one who never listened", async () => {
  const { userId, runId } = await slowRun(4_000);
  const gone = new AbortController();
  const open = (signal?: AbortSignal) => followRefreshRun(asUser(userId), { userId, runId, signal });
  const streams = await Promise.all(Array.from({ length: 29 }, () => open()));
  await open(gone.signal);
  await expect(open()).rejects.toMatchObject({ code: "RATE_LIMITED" });
  gone.abort();
  const last = await open();
  await expect(open()).rejects.toMatchObject({ code: "RATE_LIMITED" });
  for (const stream of [last, ...streams]) {
    await stream.next();
    await stream.return();
  }
  await collect(await open());
});

describe("the news of a run", () => {
  test("its stages one after the other, transactions k of n, at the end what it changed", async () => {
    const { userId, itemId } = await linkShowing(engine, picture);
    engine.sandbox.addFault({ path: "*", itemId, kind: "delay", delayMs: 1_200, times: "always" });
    const { runId } = await startRefresh(asUser(userId), { userId, itemId: null });
    const letGo = await holdStores();
    const told: RefreshRunProgress[] = [];
    for await (const news of await follow({ userId, runId })) {
      told.push(news);
      if (news.items[0]?.stage === "saving") await letGo();
    }
    const items = told.flatMap((news) => news.items);
    const stages = items.map(({ stage }) => STAGES.indexOf(stage));
    expect(stages).toEqual([...stages].sort());
    expect(items).toContainEqual(expect.objectContaining({ stage: "holdings", transactionsTotal: null }));
    expect(items).toContainEqual(
      expect.objectContaining({ stage: "transactions", transactionsDone: 500, transactionsTotal: 1_900 }),
    );
    expect(items).toContainEqual(expect.objectContaining({ stage: "saving" }));
    expect(told.map(({ status }) => status).slice(-2)).toEqual(["running", "done"]);
    expect(told.at(-1)).toMatchObject({
      finishedAt: expect.any(String),
      items: [{ status: "success", stage: "done", holdings: added(1), transactions: added(1_900) }],
    });
  });

  test("begin with the whole run, then name the Items that have changed alone", async () => {
    const first = await linkShowing(engine, { accounts: [wireAccount("a")] });
    const second = await linkShowing(engine, { accounts: [wireAccount("b")] }, first.userId);
    engine.sandbox.addFault({ path: HOLDINGS, itemId: second.itemId, kind: "delay", delayMs: 1_500 });
    const { userId } = first;
    const { runId } = await startRefresh(asUser(userId), { userId, itemId: null });
    const [whole, ...news] = await collect(await follow({ userId, runId }));
    expect(whole?.items.map(({ itemId }) => itemId)).toEqual([first.itemId, second.itemId]);
    const known = new Map(whole?.items.map((item) => [item.itemId, item]));
    for (const item of news.flatMap(({ items }) => items)) {
      expect(item).not.toEqual(known.get(item.itemId));
      known.set(item.itemId, item);
    }
    expect(news.at(-1)).toMatchObject({ status: "done", itemCount: 2, items: [{ itemId: second.itemId }] });
  });

  test("a run that is over is told once, and so is one with nothing to refresh", async () => {
    const item = await linkShowing(engine, picture);
    const { runId } = await item.refresh();
    expect(await collect(await follow({ userId: item.userId, runId }))).toMatchObject([{ status: "done" }]);
    const empty = await startRefresh(asUser("nothing"), { userId: "nothing", itemId: null });
    expect(await collect(await follow({ userId: "nothing", ...empty }))).toMatchObject([{ status: "done", items: [] }]);
  });

  test("a first import is followed by the run that its card names", async () => {
    const { userId, itemId } = await linkShowing(engine, picture);
    engine.sandbox.addFault({ path: HOLDINGS, itemId, kind: "delay", delayMs: 1_500 });
    const importing = importHistory(engine.ctx({ kind: "job", trigger: "link" }), { itemId });
    const progress = async () => (await listConnections(asUser(userId), { userId }))[0]?.progress;
    await expect.poll(progress).toMatchObject({ stage: "holdings", trigger: "link" });
    const runId = (await progress())?.runId ?? "";
    expect((await collect(await follow({ userId, runId }))).at(-1)).toMatchObject({ trigger: "link", status: "done" });
    await importing;
    expect(await progress()).toBeNull();
  });

  test("a database that is away for a moment ends nothing", async () => {
    const run = await slowRun(3_000);
    const news = await follow(run);
    const told = collect(news);
    await engine.query("ALTER TABLE refresh_run RENAME TO refresh_run_away");
    const isTold = () => engine.logLines.some((line) => line.includes("refresh run not read"));
    await expect.poll(isTold, { timeout: 5_000 }).toBe(true);
    await engine.query("ALTER TABLE refresh_run_away RENAME TO refresh_run");
    expect((await told).at(-1)).toMatchObject({ status: "done", failedCount: 0 });
  });
});

test("S-06: somebody else's run is told like one that does not exist", async () => {
  const { runId } = await slowRun(500);
  const refused = { code: "REFRESH_RUN_NOT_FOUND" };
  await expect(follow({ userId: "stranger", runId })).rejects.toMatchObject(refused);
  await expect(follow({ userId: "stranger", runId: "none" })).rejects.toMatchObject(refused);
});

describe("the end", () => {
  test("a caller who goes away is read for no longer; meanwhile it is one query twice a second and no connection", async () => {
    const run = await slowRun(5_000);
    // A process that does nothing else.
    const ctx = engine.otherProcess();
    const pool = poolOf(ctx.db);
    const caller = new AbortController();
    const news = collect(await followRefreshRun(ctx, { ...run, signal: caller.signal }));
    let reads = 0;
    const count = () => {
      reads += 1;
    };
    pool.on("acquire", count);
    const began = performance.now();
    await expect.poll(() => reads, { interval: 20, timeout: 5_000 }).toBe(3);
    expect(performance.now() - began).toBeGreaterThan(1_000);
    await expect.poll(() => pool.totalCount - pool.idleCount, { interval: 5 }).toBe(0);
    caller.abort();
    await expect(news).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    pool.off("acquire", count);
  });

  // Nothing that comes after it in this file may wait for a run: the process is stopping.
  test("R-16: a process that is asked to stop ends the stream at once, and the run goes on", async () => {
    const run = await slowRun(1_500);
    const news = await follow(run);
    expect((await news.next()).value).toMatchObject({ status: "running" });
    const next = news.next();
    const began = performance.now();
    askToStop();
    await expect(next).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(performance.now() - began).toBeLessThan(200);
    const late = await follow(run);
    expect((await late.next()).value).toMatchObject({ status: "running" });
    await expect(late.next()).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    const isOver = () =>
      engine.query("SELECT 1 FROM refresh_run WHERE id = $1 AND finished_at IS NOT NULL", [run.runId]);
    await expect.poll(isOver, { timeout: 10_000 }).toHaveLength(1);
  });
});
