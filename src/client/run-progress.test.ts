import { expect, test } from "vitest";
import { pollEvery } from "@/client/connection-polls";
import { countOf, mergeProgress, withProgress } from "@/client/run-progress";
import type { ConnectionCard } from "@/contracts/items";
import type { RefreshRunItemRow, RefreshRunProgress } from "@/contracts/refresh-history";

type Status = RefreshRunItemRow["status"];

const item = (itemId: string, status: Status, transactionsDone = 0): RefreshRunItemRow => ({
  itemId,
  institutionName: null,
  status,
  stage: status === "queued" ? "queued" : "transactions",
  transactionsDone,
  transactionsTotal: 1_900,
  startedAt: null,
  finishedAt: null,
  upserts: null,
  holdings: null,
  transactions: null,
  providerRequestId: null,
  error: null,
  reason: null,
});

const run = (items: RefreshRunItemRow[], runId = "r") =>
  ({ runId, trigger: "user", status: "running", items }) as RefreshRunProgress;

const card = (itemId: string, changes: Partial<ConnectionCard> = {}) =>
  ({ itemId, state: "ok", historyLoadedAt: "2026-01-01T00:00:00Z", progress: null, ...changes }) as ConnectionCard;

const atWork = (runId: string) => ({
  ...({ stage: "holdings", transactionsDone: 0, transactionsTotal: null, runId, trigger: "link" } as const),
});

test("news name what has changed; the rest is as it was, in its place", () => {
  const known = run([item("a", "running"), item("b", "queued")]);
  const merged = mergeProgress(known, { ...run([item("b", "running", 500)]), failedCount: 1 });
  expect(merged.items).toEqual([item("a", "running"), item("b", "running", 500)]);
  expect(merged.failedCount).toBe(1);
});

test("the whole of a run after a break, and another run, take the place of what was known", () => {
  const known = run([item("a", "running")]);
  expect(mergeProgress(known, run([item("a", "success")])).items).toEqual([item("a", "success")]);
  expect(mergeProgress(known, run([item("c", "queued")], "other")).items).toEqual([item("c", "queued")]);
  expect(mergeProgress(null, known)).toEqual(known);
});

test.each<[Status[], number, number]>([
  [["queued", "queued"], 1, 2],
  [["success", "running"], 2, 2],
  [["failed", "success"], 2, 2],
  [[], 1, 1],
])("of %j the button tells %i of %i", (statuses, current, total) => {
  expect(countOf(run(statuses.map((status, index) => item(String(index), status))))).toEqual({ current, total });
});

test("a card shows how far the followed run is, and nothing of it any more when that is over", () => {
  const cards = [card("a"), card("b", { progress: atWork("r") }), card("c", { progress: atWork("import") })];
  const shown = withProgress(cards, run([item("a", "running", 500), item("b", "success")]));
  expect(shown.map(({ progress }) => progress && [progress.runId, progress.transactionsDone])).toEqual([
    ["r", 500],
    null,
    ["import", 0],
  ]);
});

test("brokerages are asked for often while one is at work that the stream does not tell of", () => {
  const [often, seldom] = [1_000, 30_000];
  const preparing = { state: "preparing", historyLoadedAt: null } as const;
  expect(pollEvery(undefined, null)).toBe(seldom);
  expect(pollEvery([card("a")], null)).toBe(seldom);
  expect(pollEvery([card("a", preparing)], null)).toBe(often);
  expect(pollEvery([card("a", { ...preparing, progress: atWork("import") })], "import")).toBe(seldom);
  expect(pollEvery([card("a", { progress: atWork("schedule") })], "r")).toBe(often);
  const nameless = { ...preparing, providerUpdatedAt: null, linkedAt: new Date().toISOString() };
  expect(pollEvery([card("a", { ...nameless, progress: atWork("import") })], "import")).toBe(often);
  const linkedLongAgo = { ...nameless, linkedAt: "2026-01-01T00:00:00Z" };
  expect(pollEvery([card("a", { ...linkedLongAgo, progress: atWork("import") })], "import")).toBe(seldom);
});
