import { useSyncExternalStore } from "react";
import { hasPasskeys } from "./passkeys";

const subscribeToNothing = () => () => {};

/** Whether passkeys can be offered here. Nobody knows until the page is in the browser; most can, so that a page begins with what they need. */
export function useHasPasskeys(): boolean {
  return useSyncExternalStore(subscribeToNothing, hasPasskeys, () => true);
}
