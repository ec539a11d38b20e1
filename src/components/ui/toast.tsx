"use client";

import { useSyncExternalStore } from "react";
import { deferred } from "@/client/deferred";

export type Notice = { title: string; description?: string; tone: "success" | "error" };

const list = deferred(() => import("./toast-list"));
const listeners = new Set<() => void>();
let waiting: readonly Notice[] = [];

function setWaiting(next: readonly Notice[]): void {
  waiting = next;
  for (const tell of listeners) tell();
}

/** Shows a notice from anywhere in the browser. The same notice twice is shown once. */
export function notify(notice: Notice): void {
  setWaiting([...waiting, notice]);
}

const subscribe = (tell: () => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};
const takeAll = () => setWaiting([]);
const NONE: readonly Notice[] = [];

/** Where notices are shown. Most visits have none, so what shows them comes with the first. */
export function Toasts() {
  const notices = useSyncExternalStore(
    subscribe,
    () => waiting,
    () => NONE,
  );
  const module = list.useModule(notices.length > 0);
  return module && <module.ToastList notices={notices} onShown={takeAll} />;
}
