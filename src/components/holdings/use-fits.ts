"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/**
 * Whether the first child of `ref` is no wider than `ref`. A box that scrolls sideways would hold its sticky head fast
 * inside itself, so it scrolls only when it must.
 */
export function useFits(): { ref: RefObject<HTMLElement | null>; fits: boolean } {
  const ref = useRef<HTMLElement>(null);
  const [fits, setFits] = useState(true);
  useEffect(() => {
    const box = ref.current;
    const content = box?.firstElementChild;
    if (!box || !content) return;
    const observer = new ResizeObserver(() => setFits(content.scrollWidth <= box.clientWidth));
    observer.observe(box);
    observer.observe(content);
    return () => observer.disconnect();
  }, []);
  return { ref, fits };
}
