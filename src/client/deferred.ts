"use client";

import { useEffect, useSyncExternalStore } from "react";

const RETRY_MS = 2_000;
const INTERACTIONS = ["pointermove", "pointerdown", "keydown"] as const;

/** Does `work` once somebody is there to move, touch or press something. */
function onFirstInteraction(work: () => void): void {
  if (typeof window === "undefined") return;
  const begin = () => {
    for (const kind of INTERACTIONS) window.removeEventListener(kind, begin);
    work();
  };
  for (const kind of INTERACTIONS) window.addEventListener(kind, begin, { passive: true });
}

/** Code that is not there yet. `isWanted` asks for it; null until it is there. */
export type Deferred<Module> = { useModule: (isWanted: boolean) => Module | null };

/**
 * What lies over a page and is seldom opened, fetched when the page has long been there: no page waits for it, and it is at hand
 * when it is asked for. While it is wanted, a fetch that failed is tried again.
 */
export function deferred<Module>(load: () => Promise<Module>): Deferred<Module> {
  let loaded: Module | null = null;
  let isLoading = false;
  let wanted = 0;
  const listeners = new Set<() => void>();

  const fetchIt = () => {
    if (loaded !== null || isLoading) return;
    isLoading = true;
    load().then(
      (module) => {
        loaded = module;
        for (const tell of listeners) tell();
      },
      () => {
        isLoading = false;
        if (wanted > 0) setTimeout(fetchIt, RETRY_MS);
      },
    );
  };
  onFirstInteraction(fetchIt);

  const subscribe = (tell: () => void) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  };

  function useModule(isWanted: boolean): Module | null {
    useEffect(() => {
      if (!isWanted) return;
      wanted += 1;
      fetchIt();
      return () => {
        wanted -= 1;
      };
    }, [isWanted]);
    return useSyncExternalStore(
      subscribe,
      () => loaded,
      () => null,
    );
  }

  return { useModule };
}
