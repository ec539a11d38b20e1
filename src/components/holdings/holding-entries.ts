import type { HoldingGroup, HoldingListRow, HoldingsList } from "@/contracts/holdings";
import { holdingKey } from "./holding-texts";

/** What stands in one line of the list: a holding, or the head of those that follow it. */
export type HoldingEntry =
  | { readonly kind: "row"; readonly key: string; readonly row: HoldingListRow }
  | { readonly kind: "group"; readonly key: string; readonly group: HoldingGroup };

/**
 * Pages as one list, each holding and each group once: what has changed its place between two pages may stand on both. Heads are
 * left out where there is nothing to tell apart; the rows of closed groups always.
 */
export function toEntries(
  pages: readonly HoldingsList[],
  { closed, hasHeads }: { closed: ReadonlySet<string>; hasHeads: boolean },
): HoldingEntry[] {
  const seen = new Set<string>();
  const entries: HoldingEntry[] = [];
  let isOpen = true;
  const add = (entry: HoldingEntry) => {
    if (seen.has(entry.key)) return;
    seen.add(entry.key);
    entries.push(entry);
  };
  for (const { rows, groups } of pages) {
    let next = 0;
    for (let index = 0; index <= rows.length; index++) {
      for (let group = groups[next]; group?.rowsBefore === index; group = groups[++next]) {
        isOpen = !hasHeads || !closed.has(group.key);
        if (hasHeads) add({ kind: "group", key: `group ${group.key}`, group });
      }
      const row = rows[index];
      if (row && isOpen) add({ kind: "row", key: holdingKey(row), row });
    }
  }
  return entries;
}
