"use client";

import { type RefObject, useEffect, useRef } from "react";

const AHEAD = "800px";

/** Calls `onNear` whenever the element comes within a screen of being seen, as long as it is enabled. */
export function useNearEnd(isEnabled: boolean, onNear: () => void): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const end = ref.current;
    if (!end || !isEnabled) return;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && onNear(), {
      rootMargin: AHEAD,
    });
    observer.observe(end);
    return () => observer.disconnect();
  }, [isEnabled, onNear]);
  return ref;
}
