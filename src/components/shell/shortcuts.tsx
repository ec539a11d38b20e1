"use client";

import { useShortcuts } from "@/client/use-shortcuts";

/** The keys of the whole dashboard; nothing to see. */
export function Shortcuts() {
  useShortcuts();
  return null;
}
