export type Call = { path: string; itemId: string | null; at: string };

const KEPT_ENTRIES = 10_000;

/** The latest entries, oldest first; bounded. */
export type Log<T> = { add(entry: T): void; list(): T[] };

/** An empty log that keeps the latest ten thousand entries. */
export function createLog<T>(): Log<T> {
  let entries: T[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > 2 * KEPT_ENTRIES) entries = entries.slice(-KEPT_ENTRIES);
    },
    list: () => entries.slice(-KEPT_ENTRIES),
  };
}
