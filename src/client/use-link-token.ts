import { useSyncExternalStore } from "react";

let taken: string | null = null;

/** Another link opened in the same tab changes the fragment alone. */
function subscribeToLinks(onLink: () => void): () => void {
  window.addEventListener("hashchange", onLink);
  return () => window.removeEventListener("hashchange", onLink);
}

/**
 * The token of a one-time link. It stands in the fragment of the address, which no server, log or other site is ever told,
 * and leaves the address at once. Null before the page is in the browser; "" when there is none.
 */
function takeToken(): string {
  if (taken === null || window.location.hash !== "") {
    taken = window.location.hash.slice(1);
    window.history.replaceState(window.history.state, "", window.location.pathname);
  }
  return taken;
}

export function useLinkToken(): string | null {
  return useSyncExternalStore(subscribeToLinks, takeToken, () => null);
}
