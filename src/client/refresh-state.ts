import type { ConnectionCard, RefreshStage } from "@/contracts/items";
import type { Failure } from "./failure";

/** What is refreshed: every Item, or one. */
export type RefreshTarget = { itemId: string | null };

/** An Item as it was when the refresh was asked for. */
type Before = { itemId: string; refreshedAt: string | null };

export type RefreshState =
  | { phase: "idle" }
  | { phase: "running"; target: RefreshTarget; before: readonly Before[]; seen: readonly string[]; isOpen: boolean }
  | { phase: "done"; target: RefreshTarget; runId: string }
  | { phase: "failed"; target: RefreshTarget; failure: Failure };

export type RefreshAction =
  | { type: "start"; target: RefreshTarget; cards: readonly ConnectionCard[] }
  | { type: "observe"; cards: readonly ConnectionCard[] }
  | { type: "join" }
  | { type: "finish"; runId: string }
  | { type: "fail"; failure: Failure }
  | { type: "dismiss" };

export const IDLE: RefreshState = { phase: "idle" };

export function reduceRefresh(state: RefreshState, action: RefreshAction): RefreshState {
  switch (action.type) {
    case "start": {
      const chosen = action.cards.filter(
        ({ itemId }) => action.target.itemId === null || itemId === action.target.itemId,
      );
      const before = chosen.map(({ itemId, refreshedAt }) => ({ itemId, refreshedAt }));
      return { phase: "running", target: action.target, before, seen: [], isOpen: true };
    }
    case "observe":
      return state.phase === "running" ? observe(state, action.cards) : state;
    case "join":
      return state.phase === "running" ? { ...state, isOpen: true } : state;
    case "finish":
      return state.phase === "running" ? { phase: "done", target: state.target, runId: action.runId } : state;
    case "fail":
      return state.phase === "running" ? { phase: "failed", target: state.target, failure: action.failure } : state;
    case "dismiss":
      return state.phase === "running" ? { ...state, isOpen: false } : IDLE;
  }
}

type Running = Extract<RefreshState, { phase: "running" }>;

/** Remembers which Items were seen at work: when their progress is gone, they are through. */
function observe(state: Running, cards: readonly ConnectionCard[]): RefreshState {
  const atWork = cards
    .filter((card) => card.progress !== null && !state.seen.includes(card.itemId))
    .map((card) => card.itemId);
  return atWork.length === 0 ? state : { ...state, seen: [...state.seen, ...atWork] };
}

/** How far one Item of a running refresh is, as far as the polls tell. */
export function stageOf(state: Running, card: ConnectionCard): RefreshStage {
  if (card.progress !== null) return card.progress.stage;
  const was = state.before.find(({ itemId }) => itemId === card.itemId);
  return state.seen.includes(card.itemId) || card.refreshedAt !== was?.refreshedAt ? "done" : "queued";
}

/** The Items of a running refresh, in the order in which they are listed. */
export function cardsOf(state: Running, cards: readonly ConnectionCard[]): ConnectionCard[] {
  return cards.filter((card) => state.before.some(({ itemId }) => itemId === card.itemId));
}

/** `current` of `total` for the button: the one being worked on, counted from one. */
export function countOf(state: Running, cards: readonly ConnectionCard[]): { current: number; total: number } {
  const total = Math.max(1, state.before.length);
  const done = cardsOf(state, cards).filter((card) => stageOf(state, card) === "done").length;
  return { current: Math.min(done + 1, total), total };
}
