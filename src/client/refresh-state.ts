import type { ConnectionCard } from "@/contracts/items";
import type { RefreshRunProgress } from "@/contracts/refresh-history";
import type { Failure } from "./failure";

/** What is refreshed: every Item, one, or those that failed in another run. */
export type RefreshTarget = { itemId: string | null; retryOf?: string };

/** The refresh that this page shows: asked for here, or found under way and joined. */
export type RefreshState =
  | { phase: "idle"; leftRunId: string | null }
  | { phase: "running"; target: RefreshTarget; runId: string | null; isOpen: boolean }
  | { phase: "done"; run: RefreshRunProgress }
  | { phase: "failed"; target: RefreshTarget; failure: Failure };

export type RefreshAction =
  | { type: "start"; target: RefreshTarget }
  | { type: "follow"; runId: string }
  /** A run of the user's that was begun elsewhere: in another tab, or before the page was loaded. */
  | { type: "join"; runId: string }
  | { type: "open" }
  | { type: "finish"; run: RefreshRunProgress }
  | { type: "fail"; failure: Failure }
  | { type: "dismiss" };

export const IDLE: RefreshState = { phase: "idle", leftRunId: null };

export function reduceRefresh(state: RefreshState, action: RefreshAction): RefreshState {
  if (action.type === "start") return { phase: "running", target: action.target, runId: null, isOpen: true };
  switch (state.phase) {
    case "idle":
      return action.type === "join" ? joined(state, state.leftRunId, action.runId) : state;
    case "running":
      return reduceRunning(state, action);
    case "done":
      if (action.type === "join") return joined(state, state.run.runId, action.runId);
      return action.type === "dismiss" ? { phase: "idle", leftRunId: state.run.runId } : state;
    case "failed":
      return action.type === "dismiss" ? IDLE : state;
  }
}

/** What is said of a run that is over here may be older than that end. */
function joined(state: RefreshState, endedRunId: string | null, runId: string): RefreshState {
  return runId === endedRunId ? state : { phase: "running", target: { itemId: null }, runId, isOpen: true };
}

function reduceRunning(
  state: Extract<RefreshState, { phase: "running" }>,
  action: Exclude<RefreshAction, { type: "start" }>,
): RefreshState {
  switch (action.type) {
    case "follow":
      return { ...state, runId: action.runId };
    case "open":
      return { ...state, isOpen: true };
    case "dismiss":
      return { ...state, isOpen: false };
    case "finish":
      return action.run.runId === state.runId ? { phase: "done", run: action.run } : state;
    case "fail":
      return { phase: "failed", target: state.target, failure: action.failure };
    case "join":
      return state;
  }
}

/** The run to follow: the one that is shown or, while there is none, that of the first Item at work. */
export function followedRunId(state: RefreshState, cards: readonly ConnectionCard[] | undefined): string | null {
  if (state.phase === "running") return state.runId;
  return cards?.find((card) => card.progress !== null)?.progress?.runId ?? null;
}
