import { createCounts } from "./counts";

export type Places = {
  /** Takes one of the subject's places, and returns how to give it back, once; null when all of them are taken. */
  enter(subject: string): (() => void) | null;
};

/** Lets each subject have `limit` of something at the same time. */
export function createPlaces(limit: number): Places {
  const taken = createCounts();
  return {
    enter(subject) {
      if (taken.of(subject) >= limit) return null;
      taken.add(subject, 1);
      let isHeld = true;
      return () => {
        if (isHeld) taken.add(subject, -1);
        isHeld = false;
      };
    },
  };
}
