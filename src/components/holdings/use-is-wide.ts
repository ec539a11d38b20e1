"use client";

import { useSyncExternalStore } from "react";

// The variant `wide` of globals.css: from here on a table of nine columns fits.
const WIDE = "(min-width: 64rem), print";

function subscribe(onChange: () => void): () => void {
  const media = window.matchMedia(WIDE);
  media.addEventListener("change", onChange);
  return () => media.removeEventListener("change", onChange);
}

/** Whether a table fits, as on paper; null while only the server has spoken: both forms are then in the page and CSS hides one. */
export function useIsWide(): boolean | null {
  return useSyncExternalStore<boolean | null>(
    subscribe,
    () => window.matchMedia(WIDE).matches,
    () => null,
  );
}
