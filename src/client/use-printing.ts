"use client";

import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

let isPrinting = false;

/** What is rendered must be there when the event is over: the print is made of it. */
function subscribe(onChange: () => void): () => void {
  const change = ({ type }: Event) => {
    isPrinting = type === "beforeprint";
    flushSync(onChange);
  };
  window.addEventListener("beforeprint", change);
  window.addEventListener("afterprint", change);
  return () => {
    window.removeEventListener("beforeprint", change);
    window.removeEventListener("afterprint", change);
  };
}

/** Whether the page is being printed: then what is only there when in sight must be there as a whole. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isPrinting,
    () => false,
  );
}
