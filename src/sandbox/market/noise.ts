/** A 32-bit hash of a text (FNV-1a), the same on every machine. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on the key and the cell alone. */
export function chance(key: number, cell: number): number {
  return mix(mix(key ^ 0x9e3779b9) ^ Math.imul(cell, 0x85ebca6b)) / 4294967296;
}

const OCTAVES = [
  { minutes: 1, amplitude: 0.0007 },
  { minutes: 30, amplitude: 0.002 },
  { minutes: 360, amplitude: 0.004 },
  { minutes: 4_320, amplitude: 0.012 },
  { minutes: 30_240, amplitude: 0.03 },
  { minutes: 172_800, amplitude: 0.07 },
  { minutes: 720_000, amplitude: 0.1 },
] as const;

/**
 * A bounded walk in about ±0.22 that changes every minute and swings back over days, months and years.
 * It is a function of its arguments: no history is needed to know it at any minute.
 */
export function walk(key: number, minute: number): number {
  let sum = 0;
  for (const [octave, { minutes, amplitude }] of OCTAVES.entries()) {
    const cell = Math.floor(minute / minutes);
    const within = minute / minutes - cell;
    const from = chance(key + octave, cell);
    const to = within === 0 ? from : chance(key + octave, cell + 1);
    sum += amplitude * (2 * (from + (to - from) * within) - 1);
  }
  return sum;
}
