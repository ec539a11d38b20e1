"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import type { PlaidLinkOnExit, PlaidLinkOnSuccess } from "react-plaid-link";
import { type Failure, readFailure } from "./failure";
import { LINK_IDLE, type LinkProblem, reduceLink } from "./link-state";
import { EXIT_HELP, linkExitText, SCRIPT_HELP, SCRIPT_TEXT } from "./link-texts";
import { trpc } from "./trpc";

const EXPIRED = "INVALID_LINK_TOKEN";
type Problem = Omit<LinkProblem, "itemId">;
const problemOf = ({ text, requestId }: Failure): Problem => ({ text, help: null, requestId });

type Outcome = {
  /** A brokerage was stored; its first import has begun. */
  onLinked: (itemId: string, institutionName: string | null) => void;
  /** The owner has signed in to the Item again. */
  onReconnected: (itemId: string) => void;
};

/**
 * Leads through Plaid Link: token, Link, exchange. Link keeps the callbacks it was created with and may call them twice,
 * so they read nothing but refs, and what was settled once is settled.
 */
export function useLinkFlow(outcome: Outcome) {
  const [state, dispatch] = useReducer(reduceLink, LINK_IDLE);
  const { mutateAsync: newToken } = trpc.link.generateLinkToken.useMutation({ meta: { showsOwnError: true } });
  const { mutateAsync: newUpdateToken } = trpc.link.generateUpdateLinkToken.useMutation({
    meta: { showsOwnError: true },
  });
  const { mutateAsync: exchange } = trpc.link.exchangePublicToken.useMutation({ meta: { showsOwnError: true } });
  const passage = useRef<{ itemId: string | null; isSettled: boolean; isSecondTry: boolean } | null>(null);
  const returnFocusTo = useRef<HTMLElement | null>(null);
  const latest = useRef(outcome);
  useEffect(() => {
    latest.current = outcome;
  });

  const end = useCallback((problem: Problem | null) => {
    passage.current = null;
    dispatch({ type: "end", problem });
    returnFocusTo.current?.focus();
  }, []);

  const prepare = useCallback(
    async (itemId: string | null, isSecondTry: boolean) => {
      passage.current = { itemId, isSettled: false, isSecondTry };
      dispatch({ type: "prepare", itemId });
      try {
        const { linkToken } = itemId === null ? await newToken({}) : await newUpdateToken({ itemId });
        dispatch({ type: "open", token: linkToken, isSecondTry });
      } catch (error) {
        end(problemOf(readFailure(error)));
      }
    },
    [newToken, newUpdateToken, end],
  );

  const start = useCallback(
    (itemId: string | null = null) => {
      if (passage.current) return;
      returnFocusTo.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      void prepare(itemId, false);
    },
    [prepare],
  );

  const onSuccess = useCallback<PlaidLinkOnSuccess>(
    async (publicToken, { institution }) => {
      const current = passage.current;
      if (!current || current.isSettled) return;
      current.isSettled = true;
      dispatch({ type: "store" });
      if (current.itemId !== null) {
        end(null);
        return latest.current.onReconnected(current.itemId);
      }
      try {
        if (publicToken === null) throw new Error("Link gave no public token");
        const { itemId } = await exchange({ publicToken });
        end(null);
        latest.current.onLinked(itemId, institution?.name ?? null);
      } catch (error) {
        end(problemOf(readFailure(error)));
      }
    },
    [exchange, end],
  );

  const onExit = useCallback<PlaidLinkOnExit>(
    (error, { request_id }) => {
      const current = passage.current;
      if (!current || current.isSettled) return;
      current.isSettled = true;
      if (error === null) return end(null);
      if (error.error_code === EXPIRED && !current.isSecondTry) return void prepare(current.itemId, true);
      end({ text: linkExitText(error), help: EXIT_HELP, requestId: request_id || null });
    },
    [prepare, end],
  );

  const onScriptError = useCallback(() => {
    if (passage.current?.isSettled === false) end({ text: SCRIPT_TEXT, help: SCRIPT_HELP, requestId: null });
  }, [end]);

  const clearProblem = useCallback(() => dispatch({ type: "clear" }), []);
  return { state, start, clearProblem, onSuccess, onExit, onScriptError };
}
