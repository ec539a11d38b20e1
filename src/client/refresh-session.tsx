"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useReducer, useRef } from "react";
import type { RefreshRunProgress } from "@/contracts/refresh-history";
import { pollEvery } from "./connection-polls";
import { readFailure } from "./failure";
import { followedRunId, IDLE, type RefreshState, type RefreshTarget, reduceRefresh } from "./refresh-state";
import { trpc } from "./trpc";
import { useFollowChanges } from "./use-follow-changes";
import { useFollowRun } from "./use-follow-run";
import { useInvalidatePortfolio } from "./use-invalidate-portfolio";

type RefreshActions = {
  /** Refreshes one Item or, without an id, all of them. While a refresh runs it joins that one. */
  start: (itemId?: string) => void;
  /** Refreshes what failed in a run, and nothing else. */
  retry: (runId: string) => void;
  dismiss: () => void;
};

const StateContext = createContext<RefreshState>(IDLE);
const RunContext = createContext<RefreshRunProgress | null>(null);
const ActionsContext = createContext<RefreshActions | null>(null);

/**
 * One refresh at a time for the whole page, so that every Refresh button shows and joins the same one, and one stream: of that
 * refresh or, while there is none, of a first import or whatever else is at work on the user's Items.
 */
export function RefreshSession({ children }: { children: ReactNode }) {
  const [state, dispatch] = useReducer(reduceRefresh, IDLE);
  const invalidate = useInvalidatePortfolio();
  const isRunning = useRef(false);
  const { mutateAsync: ask } = trpc.refreshes.start.useMutation({ meta: { showsOwnError: true } });
  const { mutateAsync: askAgain } = trpc.refreshes.retry.useMutation({ meta: { showsOwnError: true } });
  const { data: cards } = trpc.items.list.useQuery(undefined, {
    refetchInterval: ({ state: { data } }) => pollEvery(data, followedRunId(state, data)),
    // A poll that fails is followed by the next one.
    meta: { showsOwnError: true },
  });
  const run = useFollowRun(followedRunId(state, cards));
  const ownRunId = cards?.find(({ progress }) => progress?.trigger === "user")?.progress?.runId;
  useFollowChanges(cards);

  useEffect(() => {
    if (ownRunId !== undefined) dispatch({ type: "join", runId: ownRunId });
  }, [ownRunId]);

  useEffect(() => {
    if (run?.status !== "done") return;
    dispatch({ type: "finish", run });
    void invalidate();
  }, [run, invalidate]);

  useEffect(() => {
    isRunning.current = state.phase === "running";
  }, [state.phase]);

  const begin = useCallback(
    async ({ itemId, retryOf }: RefreshTarget) => {
      try {
        const { runId } = await (retryOf ? askAgain({ runId: retryOf }) : ask(itemId === null ? {} : { itemId }));
        dispatch({ type: "follow", runId });
      } catch (error) {
        dispatch({ type: "fail", failure: readFailure(error) });
      }
    },
    [ask, askAgain],
  );

  const startWith = useCallback(
    (target: RefreshTarget) => {
      if (isRunning.current) return dispatch({ type: "open" });
      // A second click may come before the first one is rendered.
      isRunning.current = true;
      dispatch({ type: "start", target });
      void begin(target);
    },
    [begin],
  );

  const actions = useMemo<RefreshActions>(
    () => ({
      start: (itemId) => startWith({ itemId: itemId ?? null }),
      retry: (runId) => startWith({ itemId: null, retryOf: runId }),
      dismiss: () => dispatch({ type: "dismiss" }),
    }),
    [startWith],
  );

  return (
    <ActionsContext value={actions}>
      <StateContext value={state}>
        <RunContext value={run}>{children}</RunContext>
      </StateContext>
    </ActionsContext>
  );
}

export const useRefreshState = () => useContext(StateContext);

/** The run that this page follows, whoever asked for it; null when there is none or nothing is known of it yet. */
export const useFollowedRun = () => useContext(RunContext);

export function useRefreshActions(): RefreshActions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error("useRefreshActions needs a RefreshSession around it");
  return actions;
}
