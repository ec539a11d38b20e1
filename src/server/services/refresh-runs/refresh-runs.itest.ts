import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { RefreshRunId, UserId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { insertRefreshRun } from "@/server/db/refresh-runs";
import { startEngine } from "@/testing/engine";
import { num, wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { getRefreshRunDetail } from "./get-refresh-run-detail";
import { listRefreshRuns } from "./list-refresh-runs";
import { removeOldRuns } from "./remove-old-runs";

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

test("runs are kept for 90 days, what they changed for 24 months, and history for ever", async () => {
  const on = (date: string) => engine.setClock(new Date(`${date}T12:00:00Z`));
  on("2024-01-01");
  const item = await linkShowing(engine, { accounts: [wireAccount("a")], securities: [wireSecurity("s")] });
  const seen = ["2024-01-01", "2024-06-01", "2026-01-20", "2026-02-01"];
  for (const [turn, date] of seen.entries()) {
    on(date);
    const holdings = [wireHolding("a", "s", { institution_value: num(turn + 1) })];
    item.show({ accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings });
    await item.refresh();
  }
  const count = async (table: string) => {
    const [row] = await engine.query<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM ${table} WHERE item_id = $1`,
      [item.itemId],
    );
    return row?.rows;
  };
  const kept = async () => {
    const tables = ["refresh_run_item", "item_refresh", "refresh_change", "holding_version"].map(count);
    const { runs } = await listRefreshRuns(engine.ctx(), { userId: item.userId, before: null });
    return [runs.length, ...(await Promise.all(tables))];
  };
  on("2026-04-21");
  expect(await kept()).toEqual([4, 4, 4, 4, 4]);
  await removeOldRuns(engine.ctx());
  expect(await kept()).toEqual([1, 1, 3, 3, 4]);
  engine.setClock(null);
});
