import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { RefreshRunId, UserId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { insertRefreshRun } from "@/server/db/refresh-runs";
import { startEngine } from "@/testing/engine";
import { wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { getRefreshRunDetail } from "./get-refresh-run-detail";
import { listRefreshRuns } from "./list-refresh-runs";

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
  const { changes } = await getRefreshRunDetail(engine.ctx(), { userId: item.userId, runId });
  expect(changes.map(({ kind, label, securityName }) => [kind, label, securityName]).sort()).toEqual([
    ["holding", null, "Security s"],
    ["transaction", "Buy", "Transaction 2"],
    ["transaction", "Dividend", "Transaction 1"],
  ]);
});
