"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import { usePrinting } from "@/client/use-printing";
import { placeOfLines } from "./place-of-lines";

const OVERSCAN = 8;

type Options<Row> = {
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Pixels, before a row was rendered. */
  sizeOf: (row: Row) => number;
  /** Pixels of the window, before it is known. */
  firstView: { width: number; height: number };
};

/** Not rounded: lines stand one below the other, so that what one is off all of them would be. */
const heightOf = (element: Element) => element.getBoundingClientRect().height;

/**
 * Of a list that scrolls with the page, the rows in sight, and all of them on paper. `list` is for the element of which they are the
 * children, `line` for each of these: together they keep the place of those that are not there.
 */
export function useWindowRows<Row, List extends HTMLElement>({ rows, keyOf, sizeOf, firstView }: Options<Row>) {
  const ref = useRef<List>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  // What stands above the list may grow, and go.
  useLayoutEffect(() => {
    const measure = () => setScrollMargin(Math.round((ref.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    measure();
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index] === undefined ? 0 : sizeOf(rows[index])),
    getItemKey: (index) => (rows[index] === undefined ? index : keyOf(rows[index])),
    overscan: OVERSCAN,
    measureElement: heightOf,
    scrollMargin,
    initialRect: firstView,
    initialOffset: 0,
    useFlushSync: false,
  });
  const isPrinting = usePrinting();
  const items = virtualizer.getVirtualItems();
  const above = (items[0]?.start ?? scrollMargin) - scrollMargin;
  return {
    list: { ref, style: isPrinting ? {} : placeOfLines({ above, whole: virtualizer.getTotalSize() }) },
    shown: (isPrinting ? rows.map((_, index) => ({ index })) : items).flatMap(({ index }) => {
      const row = rows[index];
      const line = { ref: virtualizer.measureElement, "data-index": index };
      return row === undefined ? [] : [{ index, row, key: keyOf(row), line: isPrinting ? {} : line }];
    }),
  };
}
