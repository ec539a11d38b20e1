import * as z from "zod";

const whenSchema = {
  /** Plaid path, or "*" for every path. */
  path: z.string(),
  /** Only calls about this Item. */
  itemId: z.string().optional(),
  /** The first matching call that is struck: 1 = the next one (default). */
  nth: z.int().min(1).optional(),
  /** How many calls are struck from then on (default 1); "always" = all. */
  times: z.union([z.int().min(1), z.literal("always")]).optional(),
};

const effectSchema = z.discriminatedUnion("kind", [
  /** Plaid's error body; type and status follow from the code unless given. */
  z.object({
    kind: z.literal("error"),
    code: z.string(),
    type: z.string().optional(),
    status: z.int().optional(),
    message: z.string().optional(),
  }),
  /** This answer instead of the real one; the call changes nothing. */
  z.object({
    kind: z.literal("response"),
    status: z.int(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string(),
  }),
  /** The real answer, later. */
  z.object({ kind: z.literal("delay"), delayMs: z.int().min(0) }),
  /** The connection breaks: before the call does anything, or after its changes are kept but before it is answered. */
  z.object({ kind: z.literal("reset"), when: z.enum(["before", "after"]).optional() }),
  /** No answer, ever; the connection stays open. */
  z.object({ kind: z.literal("hang") }),
]);

export const faultSchema = z.intersection(z.object(whenSchema), effectSchema);
export type Fault = z.infer<typeof faultSchema>;
export type FaultEffect = z.infer<typeof effectSchema>;

export type Faults = {
  add(fault: Fault): void;
  clear(): void;
  strike(path: string, itemId: string | null): FaultEffect[];
};

/** No faults to begin with. `strike` counts a call and gives the effects due on it, in the order they were added. */
export function createFaults(): Faults {
  let active: { fault: Fault; seen: number }[] = [];
  return {
    add: (fault) => void active.push({ fault, seen: 0 }),
    clear() {
      active = [];
    },
    strike(path, itemId) {
      const matching = active.filter(({ fault }) => isAbout(fault, path, itemId));
      const due = matching.filter((entry) => {
        entry.seen += 1;
        return isDue(entry.fault, entry.seen);
      });
      active = active.filter(({ fault, seen }) => !isSpent(fault, seen));
      return due.map(({ fault }) => fault);
    },
  };
}

function isAbout(fault: Fault, path: string, itemId: string | null): boolean {
  return (fault.path === "*" || fault.path === path) && (fault.itemId === undefined || fault.itemId === itemId);
}

function lastOf({ nth = 1, times = 1 }: Fault): number {
  return times === "always" ? Number.POSITIVE_INFINITY : nth + times - 1;
}

function isDue(fault: Fault, seen: number): boolean {
  return seen >= (fault.nth ?? 1) && seen <= lastOf(fault);
}

function isSpent(fault: Fault, seen: number): boolean {
  return seen >= lastOf(fault);
}
