import * as z from "zod";

/** Which calls a fault strikes, of those that it is about. */
export const whenSchema = {
  /** Only what is about this Item. */
  itemId: z.string().optional(),
  /** The first one that is struck: 1 = the next one (default). */
  nth: z.int().min(1).optional(),
  /** How many are struck from then on (default 1); "always" = all. */
  times: z.union([z.int().min(1), z.literal("always")]).optional(),
  /** It is over this long after it was set, by the sandbox's clock. */
  forMs: z.int().min(1).optional(),
};

type When = z.infer<z.ZodObject<typeof whenSchema>>;
type About = { itemId: string | null };

/** Faults that wait for what they strike. */
export type Schedule<F, C> = {
  add(fault: F, nowMs: number): void;
  /** All of them, or those that are about one Item alone. */
  clear(itemId?: string): void;
  /** Counts one call and gives the faults due on it, in the order they were added. */
  strike(call: C, nowMs: number): F[];
  /** What `strike` would give, without counting. */
  peek(call: C, nowMs: number): F[];
};

/** An empty schedule; `fits` says whether a fault is about a call, apart from its Item. */
export function createSchedule<F extends When, C extends About>(fits: (fault: F, call: C) => boolean): Schedule<F, C> {
  let active: { fault: F; seen: number; endsAtMs: number }[] = [];
  const matching = (call: C, nowMs: number) =>
    active.filter(({ fault, endsAtMs }) => nowMs < endsAtMs && isAbout(fault, call) && fits(fault, call));
  return {
    add(fault, nowMs) {
      active.push({ fault, seen: 0, endsAtMs: nowMs + (fault.forMs ?? Number.POSITIVE_INFINITY) });
    },
    clear(itemId) {
      active = itemId === undefined ? [] : active.filter(({ fault }) => fault.itemId !== itemId);
    },
    strike(call, nowMs) {
      const met = matching(call, nowMs);
      for (const entry of met) entry.seen += 1;
      active = active.filter(({ fault, seen, endsAtMs }) => nowMs < endsAtMs && seen < lastOf(fault));
      return met.filter(({ fault, seen }) => isDue(fault, seen)).map(({ fault }) => fault);
    },
    peek: (call, nowMs) =>
      matching(call, nowMs)
        .filter(({ fault, seen }) => isDue(fault, seen + 1))
        .map(({ fault }) => fault),
  };
}

function isAbout({ itemId }: When, call: About): boolean {
  return itemId === undefined || itemId === call.itemId;
}

function lastOf({ nth = 1, times = 1 }: When): number {
  return times === "always" ? Number.POSITIVE_INFINITY : nth + times - 1;
}

function isDue(fault: When, seen: number): boolean {
  return seen >= (fault.nth ?? 1) && seen <= lastOf(fault);
}
