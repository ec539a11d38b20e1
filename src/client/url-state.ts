"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * One part of a view, kept in the address: a view can be kept and shared. The history API, not the router: rows come by queries
 * of their own. `push` is another place, to which Back leads; `replace` refines the one that is shown. Empty leaves it out.
 * Returns whether the address is another now.
 */
export function setUrlParams(changes: Readonly<Record<string, string>>, how: "push" | "replace"): boolean {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (url.href === window.location.href) return false;
  window.history[`${how}State`](null, "", url);
  return true;
}

/** The parameter's text at this moment: what was rendered follows it a moment later. Null: it is not there. */
export const urlParamNow = (name: string): string | null => new URL(window.location.href).searchParams.get(name);

/** The parameter's text, "" when it is not there, and how to change it as a new place. */
export function useUrlParam(name: string): [string, (value: string) => void] {
  const value = useSearchParams().get(name) ?? "";
  return [value, useCallback((next: string) => void setUrlParams({ [name]: next }, "push"), [name])];
}
