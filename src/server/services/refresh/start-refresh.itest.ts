// A refresh that somebody begins and follows.
import { afterEach, expect, test } from "vitest";
import type { ItemId, UserId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { insertRefreshRun } from "@/server/db/refresh-runs";
import { getRefreshRunDetail } from "@/server/services/refresh-runs/get-refresh-run-detail";
import { startEngine } from "@/testing/engine";
import { wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { closeAbandonedRuns } from "./close-abandoned-runs";
import { windowOrDefault } from "./refresh-window";
import { newRefreshRunId } from "./serve-refresh";
import { startRefresh } from "./start-refresh";

const engine = await startEngine();
const HOLDINGS = "/investments/holdings/get";
const picture = {
  accounts: [wireAccount("a")],
  securities: [wireSecurity("s")],
  holdings: [wireHolding("a", "s")],
};
afterEach(() => engine.sandbox.clearFaults());

const asUser = (userId: string) => engine.ctx({ kind: "user", userId, keyId: null });
const start = (userId: string, itemId: string | null = null) => startRefresh(asUser(userId), { userId, itemId });
const detail = (userId: string, runId: string) => getRefreshRunDetail(asUser(userId), { userId, runId });

async function slowItem(delayMs: number, userId?: string) {
  const item = await linkShowing(engine, picture, userId);
  engine.sandbox.addFault({ path: HOLDINGS, itemId: item.itemId, kind: "delay", delayMs });
  const isLeased = async () =>
    (await engine.query("SELECT FROM item WHERE item_id = $1 AND lease_until > now()", [item.itemId])).length > 0;
  return { ...item, isLeased };
}

test("is answered before Plaid has answered anything, and is done by this process, without a worker", async () => {
  const { userId } = await slowItem(1_500);
  const { runId } = await start(userId);
  expect((await detail(userId, runId)).status).not.toBe("done");
  await expect
    .poll(() => detail(userId, runId), { timeout: 10_000 })
    .toMatchObject({
      status: "done",
      trigger: "user",
      items: [{ status: "success", holdings: { added: 1 } }],
    });
});

test("T23: a second click joins the run that is under way, in whatever process, and Plaid is asked once", async () => {
  const { userId, itemId, isLeased } = await slowItem(1_500);
  const { runId } = await start(userId);
  await expect.poll(isLeased).toBe(true);
  expect(await start(userId)).toEqual({ runId });
  expect(await startRefresh(engine.otherProcess(), { userId, itemId: null })).toEqual({ runId });
  await expect.poll(() => detail(userId, runId), { timeout: 10_000 }).toMatchObject({ status: "done" });
  expect((await start(userId)).runId).not.toBe(runId);
  const refreshes = () => engine.query("SELECT FROM item_refresh WHERE item_id = $1 AND status = 'success'", [itemId]);
  await expect.poll(refreshes).toHaveLength(2);
});

test("a refresh of something else is a run of its own", async () => {
  const first = await slowItem(1_500);
  const { userId } = first;
  await linkShowing(engine, picture, userId);
  const all = await start(userId);
  await expect.poll(first.isLeased).toBe(true);
  const one = await start(userId, first.itemId);
  expect(one.runId).not.toBe(all.runId);
  for (const { runId } of [all, one])
    await expect
      .poll(() => detail(userId, runId), { timeout: 10_000 })
      .toMatchObject({ status: "done", failedCount: 0 });
});

test("an Item that is not the user's is not found, and nothing is begun", async () => {
  const { itemId } = await linkShowing(engine, picture);
  await expect(start("stranger", itemId)).rejects.toMatchObject({ code: "ITEM_NOT_FOUND" });
  expect(await engine.query("SELECT FROM refresh_run WHERE user_id = 'stranger'")).toEqual([]);
});

test("a run whose process was killed is not joined, and ends within the next minutes", async () => {
  const { userId, itemId } = await linkShowing(engine, picture);
  const ctx = asUser(userId);
  const runId = newRefreshRunId();
  const requestedAt = new Date();
  const ids = { runId, userId: userId as UserId, itemIds: [itemId as ItemId] };
  const window = windowOrDefault(ctx, null);
  await insertRefreshRun(sqlOf(ctx.db), { ...ids, trigger: "user", window, requestedAt });
  await closeAbandonedRuns(ctx);
  expect((await detail(userId, runId)).status).toBe("queued");
  const next = await start(userId);
  expect(next.runId).not.toBe(runId);
  await expect.poll(() => detail(userId, next.runId)).toMatchObject({ status: "done", failedCount: 0 });
  engine.setClock(new Date(requestedAt.getTime() + 61_000));
  await closeAbandonedRuns(ctx);
  engine.setClock(null);
  expect(await detail(userId, runId)).toMatchObject({ status: "done", items: [{ reason: "superseded" }] });
});
