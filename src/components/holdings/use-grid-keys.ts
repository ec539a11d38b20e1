"use client";

import type { Virtualizer } from "@tanstack/react-virtual";
import { type FocusEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";

const PAGE_ROWS = 10;

type Grid = {
  count: number;
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  /** What Left and Right do to a row; whether they did anything. */
  onFold: (index: number, isOpening: boolean) => boolean;
};

/**
 * The keys of a grid whose rows come and go: one row at a time takes part in the tab order, and Up, Down, Page Up, Page Down, Home
 * and End move on to others, wherever they are.
 */
export function useGridKeys({ count, virtualizer, onFold }: Grid) {
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, Math.max(0, count - 1));
  const wanted = useRef<number | null>(null);

  const focusWanted = useCallback(() => {
    const row = virtualizer.scrollElement?.querySelector(`[data-index="${wanted.current}"] [data-row-focus]`);
    if (!(row instanceof HTMLElement)) return;
    row.focus({ preventScroll: true });
    wanted.current = null;
  }, [virtualizer]);
  // After each rendering: a row that was far away is there only now.
  useEffect(() => {
    if (wanted.current !== null) focusWanted();
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      if (onFold(active, event.key === "ArrowRight")) event.preventDefault();
      return;
    }
    const next = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + PAGE_ROWS,
      PageUp: active - PAGE_ROWS,
    }[event.key];
    const target = event.key === "Home" ? 0 : event.key === "End" ? count - 1 : next;
    if (target === undefined || count === 0) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(count - 1, target));
    wanted.current = index;
    setActive(index);
    virtualizer.scrollToIndex(index, { align: "auto" });
    focusWanted();
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const index = event.target.closest("[data-index]")?.getAttribute("data-index");
    if (index != null) setActive(Number(index));
  };

  const shown = virtualizer.getVirtualItems();
  const isShown = shown.some((item) => item.index === active);
  return { onKeyDown, onFocus, tabStop: isShown ? active : (shown[0]?.index ?? 0) };
}
