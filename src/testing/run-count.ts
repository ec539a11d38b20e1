/** How thorough a long run is: 1 for the full figures, 0.1 for a tenth of them; null in every other run. */
const SOAK = soakOf(process.env.SOAK);

/**
 * How many runs a property is given: `usual` in every test run, `soak` when the variable SOAK is 1, a part of that when it is a
 * fraction.
 */
export function runCountOf({ usual, soak }: { usual: number; soak: number }): number {
  return SOAK === null ? usual : Math.ceil(soak * SOAK);
}

/** Whether this is a long run, which does what every other one leaves out. */
export const isSoak = SOAK !== null;

/** Errors: a variable that is no number above zero. */
function soakOf(text: string | undefined): number | null {
  if (!text) return null;
  const soak = Number(text);
  if (!(soak > 0 && soak <= 100)) throw new Error(`SOAK must be a number above 0, such as 1 or 0.1, not "${text}"`);
  return soak;
}
