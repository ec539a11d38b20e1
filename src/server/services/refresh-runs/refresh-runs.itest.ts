import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { DateRange } from "@/domain/date-range";
import type { RefreshRunId, UserId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { insertRefreshRun } from "@/server/db/refresh-runs";
import { refreshAllItems } from "@/server/services/refresh/refresh-all-items";
import { retryRefresh } from "@/server/services/refresh/retry-refresh";
import { startEngine } from "@/testing/engine";
import { wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { getRefreshRunDetail } from "./get-refresh-run-detail";
import { listRefreshRuns } from "./list-refresh-runs";
import { listRunChanges } from "./list-run-changes";

const engine = await startEngine();

test("runs that were requested at one instant are all listed, each on one page", async () => {
  const userId = `user-${randomUUID()}` as UserId;
  const stored: string[] = [];
  for (let i = 0; i < 60; i++) {
    const runId = randomUUID() as RefreshRunId;
    const window = { startDate: "2026-01-01", endDate: "2026-01-31" } as Parameters<
      typeof insertRefreshRun
    >[1]["window"];
    const requestedAt = new Date(Date.UTC(2026, 0, 1 + (i % 2)));
    await insertRefreshRun(sqlOf(engine.ctx().db), { runId, userId, trigger: "api", window, requestedAt, itemIds: [] });
    stored.push(runId);
  }
  const listed: string[] = [];
  for (let before: string | null = null, isFirst = true; before !== null || isFirst; isFirst = false) {
    const page = await listRefreshRuns(engine.ctx(), { userId, before });
    listed.push(...page.runs.map((run) => run.runId));
    before = page.nextCursor;
  }
  expect(listed).toHaveLength(60);
  expect(new Set(listed)).toEqual(new Set(stored));
});

test.each(["2026-01-01T00:00:00.000Z", "not a cursor", "\u{1f411}", ""])(
  "any other text (%s) is the beginning",
  async (before) => {
    const item = await linkShowing(engine, { accounts: [wireAccount("a")] });
    await item.refresh();
    expect((await listRefreshRuns(engine.ctx(), { userId: item.userId, before })).runs).toHaveLength(1);
  },
);

const PICTURE = { accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings: [wireHolding("a", "s")] };
const runsOf = async (userId: string, filter: object) =>
  (await listRefreshRuns(engine.ctx(), { userId, before: null, ...filter })).runs.map(({ runId }) => runId);

test("runs are filtered by how they went for the user's own Items, and by who asked", async () => {
  const [item, other] = [await linkShowing(engine, PICTURE), await linkShowing(engine, PICTURE)];
  const { runId: good } = await item.refresh();
  engine.sandbox.setItemError(other.itemId, "ITEM_LOGIN_REQUIRED");
  // One run of two users, as a program makes: what failed is the other's alone.
  const { runId: shared } = await refreshAllItems(engine.ctx(), { window: null });
  engine.sandbox.setItemError(item.itemId, "ITEM_LOGIN_REQUIRED");
  await item.refresh().catch(() => {});
  const [bad] = await runsOf(item.userId, {});
  expect(await runsOf(item.userId, { result: "success" })).toEqual([shared, good]);
  expect(await runsOf(item.userId, { result: "failed" })).toEqual([bad]);
  expect(await runsOf(other.userId, { result: "failed" })).toEqual([shared]);
  expect(await runsOf(item.userId, { result: "running" })).toEqual([]);
  expect(await runsOf(item.userId, { trigger: "schedule" })).toEqual([]);
  expect(await runsOf(item.userId, { trigger: "api", result: "failed" })).toEqual([bad]);
  await engine.query("UPDATE refresh_run_item SET status = 'running' WHERE run_id = $1 AND item_id = $2", [
    ...[good, item.itemId],
  ]);
  expect(await runsOf(item.userId, { result: "running" })).toEqual([good]);
});

test("changes come a page at a time, each once, and whoever else asks is told of no such run", async () => {
  const today = new Date().toISOString().slice(0, 10);
  const item = await linkShowing(engine, {
    ...PICTURE,
    investment_transactions: Array.from({ length: 250 }, (_, i) => wireTransaction(`t${i}`, "a", today)),
  });
  const { runId } = await item.refresh();
  const seen: string[] = [];
  const sizes: number[] = [];
  for (let cursor: string | null = null, isFirst = true; cursor !== null || isFirst; isFirst = false) {
    const page = await listRunChanges(engine.ctx(), { userId: item.userId, runId, cursor });
    seen.push(...page.changes.map(({ itemId, seq }) => `${itemId} ${seq}`));
    sizes.push(page.changes.length);
    cursor = page.nextCursor;
  }
  expect(sizes).toEqual([100, 100, 51]);
  expect(new Set(seen).size).toBe(251);
  const asked = { userId: `user-${randomUUID()}`, runId, cursor: null };
  await expect(listRunChanges(engine.ctx(), asked)).rejects.toMatchObject({ code: "REFRESH_RUN_NOT_FOUND" });
  const any = await listRunChanges(engine.ctx(), { userId: item.userId, runId, cursor: "no cursor" });
  expect(any.changes).toHaveLength(100);
});

test("what failed in a run is tried again, and nothing else, from that run's first date", async () => {
  const one = await linkShowing(engine, PICTURE);
  const other = await linkShowing(engine, PICTURE, one.userId);
  engine.sandbox.addFault({
    path: "/investments/holdings/get",
    itemId: other.itemId,
    kind: "error",
    code: "INTERNAL_SERVER_ERROR",
    times: "always",
  });
  const ctx = engine.ctx({ kind: "user", userId: one.userId, keyId: null });
  const window = { startDate: "2025-11-01", endDate: "2025-11-30" } as DateRange;
  const { runId } = await refreshAllItems(ctx, { window });
  engine.sandbox.clearFaults();
  const retried = await retryRefresh(ctx, { userId: one.userId, runId });
  const detail = () => getRefreshRunDetail(ctx, { userId: one.userId, runId: retried.runId });
  await expect.poll(detail, { timeout: 20_000 }).toMatchObject({ status: "done", failedCount: 0 });
  expect(await detail()).toMatchObject({ startDate: "2025-11-01", items: [{ itemId: other.itemId }] });
  await expect(retryRefresh(ctx, { userId: one.userId, runId: retried.runId })).rejects.toMatchObject({
    code: "ITEM_NOT_FOUND",
  });
});

test("a call of Plaid's that failed is told by the id that Plaid's support asks for", async () => {
  const item = await linkShowing(engine, PICTURE);
  engine.sandbox.setItemError(item.itemId, "ITEM_LOGIN_REQUIRED");
  await item.refresh().catch(() => {});
  const [runId = ""] = await runsOf(item.userId, {});
  const { items } = await getRefreshRunDetail(engine.ctx(), { userId: item.userId, runId });
  expect(items[0]?.providerRequestId).toMatch(/^\w+$/);
});

test("a change tells what kind of transaction it is about, and nothing of the kind for holdings", async () => {
  const today = new Date().toISOString().slice(0, 10);
  const item = await linkShowing(engine, {
    accounts: [wireAccount("a")],
    securities: [wireSecurity("s")],
    holdings: [wireHolding("a", "s")],
    investment_transactions: [
      wireTransaction("1", "a", today, { type: "cash", subtype: "dividend" }),
      wireTransaction("2", "a", today, { type: "buy", subtype: "buy", security_id: "s" }),
    ],
  });
  const { runId } = await item.refresh();
  const { changes } = await listRunChanges(engine.ctx(), { userId: item.userId, runId, cursor: null });
  expect(changes.map(({ kind, label, securityName }) => [kind, label, securityName]).sort()).toEqual([
    ["holding", null, "Security s"],
    ["transaction", "Buy", "Transaction 2"],
    ["transaction", "Dividend", "Transaction 1"],
  ]);
});
