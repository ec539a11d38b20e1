"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { shortcutOf } from "./shortcuts";
import { useShortcutsSetting } from "./shortcuts-setting";

const NEXT_KEY_MS = 1_500;
const FIELDS = "input, textarea, select, [contenteditable]";
/** What is open over the page has the keys to itself. */
const OVERLAYS = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** `/` goes to the page's search, `g` and a letter to a room, unless the user has turned that off. */
export function useShortcuts(): void {
  const [isOn] = useShortcutsSetting();
  const { push } = useRouter();
  useEffect(() => {
    if (!isOn) return;
    let gAtMs = 0;
    function onKey(event: KeyboardEvent) {
      const target = event.target instanceof Element ? event.target : null;
      const isTyping = target?.closest(FIELDS) !== null || document.querySelector(OVERLAYS) !== null;
      const isModified = event.ctrlKey || event.metaKey || event.altKey;
      const pressed = { key: event.key, isModified, isTyping: isTyping || event.defaultPrevented };
      const shortcut = shortcutOf(pressed, event.timeStamp - gAtMs < NEXT_KEY_MS);
      gAtMs = shortcut?.kind === "wait" ? event.timeStamp : 0;
      if (shortcut?.kind === "go") push(shortcut.href + keptScope());
      if (shortcut?.kind !== "search") return;
      const search = document.querySelector<HTMLInputElement>("main input[type=search]");
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOn, push]);
}

function keptScope(): string {
  const scope = new URLSearchParams(window.location.search).get("scope");
  return scope ? `?${new URLSearchParams({ scope })}` : "";
}
