/**
 * How many runs a property is given: a handful in every test run, as many as the variable says in a long one.
 * Errors: a variable that is no number above zero.
 */
export function runCountOf(variable: string, usual: number): number {
  const text = process.env[variable];
  if (!text) return usual;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`${variable} must be a number of runs, not "${text}"`);
  return Number(text);
}
