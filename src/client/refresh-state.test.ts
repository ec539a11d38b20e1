import { expect, test } from "vitest";
import { cardsOf, countOf, IDLE, type RefreshState, reduceRefresh, stageOf } from "@/client/refresh-state";
import type { ConnectionCard, RefreshProgress } from "@/contracts/items";

type Running = Extract<RefreshState, { phase: "running" }>;

const EARLIER = "2026-11-22T10:00:00Z";
const NOW = "2026-11-22T11:00:00Z";
const READING: RefreshProgress = { stage: "transactions", transactionsDone: 0, transactionsTotal: 9, startedAt: NOW };

function card(itemId: string, changes: Partial<ConnectionCard> = {}): ConnectionCard {
  return {
    itemId,
    institutionName: null,
    institutionLogo: null,
    institutionColor: null,
    state: "ok",
    stateText: null,
    reason: null,
    stateSince: EARLIER,
    refreshedAt: EARLIER,
    providerUpdatedAt: null,
    historyLoadedAt: EARLIER,
    limitedUntil: null,
    expiresAt: null,
    linkedAt: EARLIER,
    needsReconnect: false,
    duplicateOfItemId: null,
    accounts: [],
    progress: null,
    ...changes,
  };
}

function started(itemId: string | null = null): Running {
  const state = reduceRefresh(IDLE, { type: "start", target: { itemId }, cards: [card("a"), card("b")] });
  if (state.phase !== "running") throw new Error("not running");
  return state;
}

test("an Item waits, works, and is done when its progress is gone or its date is new", () => {
  const state = started();
  expect(stageOf(state, card("a"))).toBe("queued");
  expect(stageOf(state, card("a", { progress: READING }))).toBe("transactions");
  expect(stageOf(state, card("a", { refreshedAt: NOW }))).toBe("done");
  const seen = reduceRefresh(state, {
    type: "observe",
    cards: [card("a", { progress: READING }), card("b")],
  }) as Running;
  expect(stageOf(seen, card("a"))).toBe("done");
  expect(stageOf(seen, card("b"))).toBe("queued");
});

test("the button counts the Item that is worked on", () => {
  const state = started();
  expect(countOf(state, [card("a"), card("b")])).toEqual({ current: 1, total: 2 });
  expect(countOf(state, [card("a", { refreshedAt: NOW }), card("b")])).toEqual({ current: 2, total: 2 });
  expect(countOf(state, [card("a", { refreshedAt: NOW }), card("b", { refreshedAt: NOW })])).toEqual({
    current: 2,
    total: 2,
  });
});

test("a refresh of one Item tells of that one alone", () => {
  expect(cardsOf(started("b"), [card("a"), card("b")]).map(({ itemId }) => itemId)).toEqual(["b"]);
});

test("a panel that was hidden comes back when the refresh is joined, and a result stays until it is dismissed", () => {
  const hidden = reduceRefresh(started(), { type: "dismiss" });
  expect(hidden).toMatchObject({ phase: "running", isOpen: false });
  expect(reduceRefresh(hidden, { type: "join" })).toMatchObject({ phase: "running", isOpen: true });
  const done = reduceRefresh(hidden, { type: "finish", runId: "run" });
  expect(done).toEqual({ phase: "done", target: { itemId: null }, runId: "run" });
  expect(reduceRefresh(done, { type: "join" })).toBe(done);
  expect(reduceRefresh(done, { type: "dismiss" })).toBe(IDLE);
});
