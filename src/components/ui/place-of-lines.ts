import type { CSSProperties } from "react";

/**
 * Style of the element that holds those lines of a long list which are there, one below the other: it keeps the place of those above
 * and below, in pixels. The lines have none of their own: with a place each, the browser would have to make the style of all that is
 * in a line anew.
 */
export function placeOfLines({ above, whole }: { above: number; whole: number }): CSSProperties {
  return { boxSizing: "border-box", height: whole, paddingTop: above, overflowAnchor: "none" };
}
