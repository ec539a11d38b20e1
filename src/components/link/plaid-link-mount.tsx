"use client";

import { useEffect, useRef } from "react";
import { type PlaidLinkOnExit, type PlaidLinkOnSuccess, usePlaidLink } from "react-plaid-link";

/** Plaid Link itself, in the page only while it is needed: it fetches Plaid's script when it is mounted, and opens once it can. */
export function PlaidLinkMount({
  token,
  receivedRedirectUri,
  nonce,
  onSuccess,
  onExit,
  onScriptError,
}: {
  token: string;
  /** Where a bank has returned to; null when Link begins. */
  receivedRedirectUri: string | null;
  nonce: string | undefined;
  onSuccess: PlaidLinkOnSuccess;
  onExit: PlaidLinkOnExit;
  onScriptError: () => void;
}) {
  const { open, ready, error } = usePlaidLink({
    token,
    ...(receivedRedirectUri !== null && { receivedRedirectUri }),
    onSuccess,
    onExit,
    cspNonce: nonce,
  });
  const openedFor = useRef<string | null>(null);

  useEffect(() => {
    if (!ready || openedFor.current === token) return;
    openedFor.current = token;
    open();
  }, [ready, open, token]);

  useEffect(() => {
    if (error) onScriptError();
  }, [error, onScriptError]);

  return null;
}
