/** Where code that depends on the present gets it from. Tests and the demo's seeding hand in their own. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
