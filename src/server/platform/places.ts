export type Places = {
  /** Takes one of the subject's places, and returns how to give it back, once; null when all of them are taken. */
  enter(subject: string): (() => void) | null;
};

/** Lets each subject have `limit` of something at the same time. */
export function createPlaces(limit: number): Places {
  const taken = new Map<string, number>();
  const change = (subject: string, by: number) => {
    const count = (taken.get(subject) ?? 0) + by;
    if (count > 0) taken.set(subject, count);
    else taken.delete(subject);
  };
  return {
    enter(subject) {
      if ((taken.get(subject) ?? 0) >= limit) return null;
      change(subject, 1);
      let isHeld = true;
      return () => {
        if (isHeld) change(subject, -1);
        isHeld = false;
      };
    },
  };
}
