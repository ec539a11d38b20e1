"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import type { PlaidLinkOnExit, PlaidLinkOnSuccess, PlaidLinkOnSuccessMetadata } from "react-plaid-link";
import type { DuplicateOffer } from "@/contracts/duplicates";
import { type Failure, readFailure } from "./failure";
import { forgetLinkToken, recallLinkToken, rememberLinkToken } from "./link-memory";
import { LINK_IDLE, type LinkProblem, type LinkTarget, NEW_BROKERAGE, reduceLink } from "./link-state";
import { EXIT_HELP, LOST_TEXT, linkExitText, SCRIPT_HELP, SCRIPT_TEXT } from "./link-texts";
import { useLinkCalls } from "./use-link-calls";

const EXPIRED = "INVALID_LINK_TOKEN";
type Problem = Omit<LinkProblem, "target">;
const problemOf = ({ text, requestId }: Failure): Problem => ({ text, help: null, requestId });

/** What the user says of a login that looks like one which is linked already. */
export type DuplicateChoice = "reconnect" | "add_accounts" | "another_login" | "cancel";

type Passage = {
  target: LinkTarget;
  token: string | null;
  isSettled: boolean;
  /** Another Link token would not help: it is the second, or a bank has returned with the first. */
  isLastTry: boolean;
  shown: { publicToken: string; institutionName: string | null; offer: DuplicateOffer } | null;
};

type Outcome = {
  /** A brokerage was stored; its first import has begun. */
  onLinked: (institutionName: string | null) => void;
  /** The owner has been through update mode of the Item. */
  onUpdated: (itemId: string, purpose: LinkTarget["purpose"]) => void;
};

/**
 * Leads through Plaid Link: token, Link, the question about a duplicate, exchange. Link keeps the callbacks it was created with
 * and may call them twice, so they read nothing but refs, and what was settled once is settled.
 */
export function useLinkFlow(outcome: Outcome) {
  const [state, dispatch] = useReducer(reduceLink, LINK_IDLE);
  const calls = useLinkCalls();
  const passage = useRef<Passage | null>(null);
  const returnFocusTo = useRef<HTMLElement | null>(null);
  const latest = useRef(outcome);
  useEffect(() => {
    latest.current = outcome;
  });

  const end = useCallback((problem: Problem | null) => {
    passage.current = null;
    forgetLinkToken();
    dispatch({ type: "end", problem });
    returnFocusTo.current?.focus();
  }, []);

  const open = useCallback((target: LinkTarget, token: string, isLastTry: boolean, returnedTo: string | null) => {
    passage.current = { target, token, isSettled: false, isLastTry, shown: null };
    rememberLinkToken(token);
    dispatch({ type: "open", target, token, receivedRedirectUri: returnedTo });
  }, []);

  const prepare = useCallback(
    async (target: LinkTarget, isLastTry: boolean) => {
      passage.current = { target, token: null, isSettled: false, isLastTry, shown: null };
      dispatch({ type: "prepare", target });
      try {
        open(target, await calls.tokenFor(target), isLastTry, null);
      } catch (error) {
        end(problemOf(readFailure(error)));
      }
    },
    [calls, open, end],
  );

  const start = useCallback(
    (target: LinkTarget) => {
      if (passage.current) return;
      returnFocusTo.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      void prepare(target, false);
    },
    [prepare],
  );

  /** Goes on where a bank has returned the user to. */
  const resume = useCallback(
    async (returnedTo: string) => {
      if (passage.current) return;
      passage.current = { target: NEW_BROKERAGE, token: null, isSettled: false, isLastTry: true, shown: null };
      dispatch({ type: "prepare", target: NEW_BROKERAGE });
      try {
        const found = await calls.resume({ linkToken: recallLinkToken() });
        if (found === null) return end({ text: LOST_TEXT, help: null, requestId: null });
        const { linkToken, purpose, itemId } = found;
        const target = purpose !== "link" && itemId !== null ? { purpose, itemId } : NEW_BROKERAGE;
        open(target, linkToken, true, returnedTo);
      } catch (error) {
        end(problemOf(readFailure(error)));
      }
    },
    [calls, open, end],
  );

  const exchange = useCallback(
    async (publicToken: string, institutionName: string | null, removesDuplicate: boolean) => {
      dispatch({ type: "store" });
      try {
        await calls.exchange({ publicToken, removesDuplicate });
        end(null);
        latest.current.onLinked(institutionName);
      } catch (error) {
        end(problemOf(readFailure(error)));
      }
    },
    [calls, end],
  );

  const settle = useCallback(
    async (current: Passage, publicToken: string | null, metadata: PlaidLinkOnSuccessMetadata) => {
      const { target, token } = current;
      if (target.purpose !== "link") {
        await calls.completeUpdate({ linkToken: token ?? "" });
        end(null);
        return latest.current.onUpdated(target.itemId, target.purpose);
      }
      if (publicToken === null) throw new Error("Link gave no public token");
      const { institution } = metadata;
      const accounts = metadata.accounts.map(({ name, mask }) => ({ name, mask: mask ?? null }));
      const offer = await calls.findDuplicate({ institutionId: institution?.institution_id ?? null, accounts });
      const institutionName = institution?.name ?? null;
      if (offer === null) return exchange(publicToken, institutionName, true);
      current.shown = { publicToken, institutionName, offer };
      dispatch({ type: "choose", offer: { ...offer, institutionName: offer.institutionName ?? institutionName } });
    },
    [calls, exchange, end],
  );

  const onSuccess = useCallback<PlaidLinkOnSuccess>(
    (publicToken, metadata) => {
      const current = passage.current;
      if (!current || current.isSettled) return;
      current.isSettled = true;
      dispatch({ type: "store" });
      settle(current, publicToken, metadata).catch((error) => end(problemOf(readFailure(error))));
    },
    [settle, end],
  );

  const choose = useCallback(
    (choice: DuplicateChoice) => {
      const shown = passage.current?.shown;
      if (!passage.current || !shown) return;
      passage.current.shown = null;
      if (choice === "cancel") return end(null);
      if (choice === "another_login") return void exchange(shown.publicToken, shown.institutionName, false);
      void prepare({ purpose: choice, itemId: shown.offer.itemId }, false);
    },
    [exchange, prepare, end],
  );

  const onExit = useCallback<PlaidLinkOnExit>(
    (error, { request_id }) => {
      const current = passage.current;
      if (!current || current.isSettled) return;
      current.isSettled = true;
      if (error === null) return end(null);
      if (error.error_code === EXPIRED && !current.isLastTry) return void prepare(current.target, true);
      end({ text: linkExitText(error), help: EXIT_HELP, requestId: request_id || null });
    },
    [prepare, end],
  );

  const onScriptError = useCallback(() => {
    if (passage.current?.isSettled === false) end({ text: SCRIPT_TEXT, help: SCRIPT_HELP, requestId: null });
  }, [end]);

  const clearProblem = useCallback(() => dispatch({ type: "clear" }), []);
  return { state, start, resume, choose, clearProblem, onSuccess, onExit, onScriptError };
}
