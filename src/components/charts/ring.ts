const THICKNESS = 0.3;
const FULL = 0.9999;

/** Where each part of a ring begins, of 1. */
export function startsOf(sizes: readonly number[]): number[] {
  let at = 0;
  return sizes.map((size) => {
    const start = at;
    at += size;
    return start;
  });
}

/** The outline of a part of a ring in a square of `size`, clockwise from the top. */
export function arcPath(size: number, start: number, share: number): string {
  const outer = size / 2 - 1;
  const inner = outer * (1 - THICKNESS);
  const end = start + Math.min(share, FULL);
  const isLarge = share > 0.5 ? 1 : 0;
  const at = (turn: number, radius: number) => {
    const angle = (turn - 0.25) * 2 * Math.PI;
    return [size / 2 + radius * Math.cos(angle), size / 2 + radius * Math.sin(angle)]
      .map((value) => value.toFixed(2))
      .join(",");
  };
  return [
    `M${at(start, outer)}`,
    `A${outer},${outer} 0 ${isLarge} 1 ${at(end, outer)}`,
    `L${at(end, inner)}`,
    `A${inner},${inner} 0 ${isLarge} 0 ${at(start, inner)}`,
    "Z",
  ].join("");
}
