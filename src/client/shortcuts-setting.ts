"use client";

import { useSyncExternalStore } from "react";

const KEY = "shortcuts";
const OFF = "off";
const CHANGED = "shortcuts-changed";

/** A browser that keeps nothing has them on. */
function areOn(): boolean {
  try {
    return window.localStorage.getItem(KEY) !== OFF;
  } catch {
    return true;
  }
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  return () => window.removeEventListener(CHANGED, onChange);
}

/** Whether single keys are shortcuts: who dictates or shakes must be able to turn them off (WCAG 2.1.4). */
export function useShortcutsSetting(): [boolean, (isOn: boolean) => void] {
  const isOn = useSyncExternalStore(subscribe, areOn, () => true);
  return [isOn, setShortcuts];
}

function setShortcuts(isOn: boolean): void {
  try {
    if (isOn) window.localStorage.removeItem(KEY);
    else window.localStorage.setItem(KEY, OFF);
  } catch {
    return;
  }
  window.dispatchEvent(new Event(CHANGED));
}
