"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useReducer, useRef } from "react";
import type { ConnectionCard } from "@/contracts/items";
import { readFailure } from "./failure";
import { IDLE, type RefreshState, reduceRefresh } from "./refresh-state";
import { trpc } from "./trpc";
import { useInvalidatePortfolio } from "./use-invalidate-portfolio";

type RefreshActions = {
  /** Refreshes one Item or, without an id, all of them. While a refresh runs it joins that one. */
  start: (itemId?: string) => void;
  observe: (cards: readonly ConnectionCard[]) => void;
  dismiss: () => void;
};

const StateContext = createContext<RefreshState>(IDLE);
const ActionsContext = createContext<RefreshActions | null>(null);

/** One refresh at a time for the whole page, so that every Refresh button shows and joins the same one. */
export function RefreshSession({ children }: { children: ReactNode }) {
  const [state, dispatch] = useReducer(reduceRefresh, IDLE);
  const utils = trpc.useUtils();
  const invalidate = useInvalidatePortfolio();
  const isRunning = useRef(false);
  const { mutateAsync: refreshAll } = trpc.refreshes.refreshAll.useMutation({ meta: { showsOwnError: true } });
  const { mutateAsync: refreshItem } = trpc.refreshes.refreshItem.useMutation({ meta: { showsOwnError: true } });

  const run = useCallback(
    async (itemId: string | null) => {
      try {
        const { runId } = itemId === null ? await refreshAll({}) : await refreshItem({ itemId });
        dispatch({ type: "finish", runId });
      } catch (error) {
        dispatch({ type: "fail", failure: readFailure(error) });
      } finally {
        isRunning.current = false;
        void invalidate();
      }
    },
    [refreshAll, refreshItem, invalidate],
  );

  const actions = useMemo<RefreshActions>(
    () => ({
      start: (itemId) => {
        if (isRunning.current) return dispatch({ type: "join" });
        isRunning.current = true;
        dispatch({ type: "start", target: { itemId: itemId ?? null }, cards: utils.items.list.getData() ?? [] });
        void utils.items.list.invalidate();
        void run(itemId ?? null);
      },
      observe: (cards) => dispatch({ type: "observe", cards }),
      dismiss: () => dispatch({ type: "dismiss" }),
    }),
    [run, utils],
  );

  return (
    <ActionsContext value={actions}>
      <StateContext value={state}>{children}</StateContext>
    </ActionsContext>
  );
}

export const useRefreshState = () => useContext(StateContext);

export function useRefreshActions(): RefreshActions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error("useRefreshActions needs a RefreshSession around it");
  return actions;
}
