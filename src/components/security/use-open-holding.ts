"use client";

import { useCallback, useSyncExternalStore } from "react";
import { setUrlParams, useUrlParam } from "@/client/url-state";

/** The address's parameter for the security of which the drawer tells. */
const HOLDING_PARAM = "holding";
/** Marks a place of the browser's history that follows on the same page without the drawer. */
const OPENED_HERE = "isHoldingOpenedHere";

/** Shows a security in the drawer, as a place of its own, so that Back shuts it. */
export function openHolding(securityId: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set(HOLDING_PARAM, securityId);
  window.history.pushState({ [OPENED_HERE]: true }, "", url);
}

const subscribe = () => () => {};

/** The security of the drawer, "" when it is shut, and how to shut it: as Back does, where that leads to the page behind it. */
export function useOpenHolding(): { securityId: string; close: () => void } {
  const [param] = useUrlParam(HOLDING_PARAM);
  // Not while the server renders: a dialog is the browser's.
  const isBrowser = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
  const close = useCallback(() => {
    if (window.history.state?.[OPENED_HERE]) window.history.back();
    else setUrlParams({ [HOLDING_PARAM]: "" }, "replace");
  }, []);
  return { securityId: isBrowser ? param : "", close };
}
