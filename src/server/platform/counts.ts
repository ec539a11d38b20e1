export type Counts = {
  /** 0 for a subject of which nothing is known. */
  of(subject: string): number;
  add(subject: string, by: number): void;
};

/** How many there are of each subject; it keeps none of which there are none. */
export function createCounts(): Counts {
  const counts = new Map<string, number>();
  const of = (subject: string) => counts.get(subject) ?? 0;
  return {
    of,
    add(subject, by) {
      const count = of(subject) + by;
      if (count > 0) counts.set(subject, count);
      else counts.delete(subject);
    },
  };
}
