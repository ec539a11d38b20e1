/** At most `limit` rows: the first of each group, then the second of each, and so on; returned group by group, in their order. */
export function takeInTurn<Row>(groups: readonly (readonly Row[])[], limit: number): Row[] {
  const longest = Math.max(0, ...groups.map((group) => group.length));
  const taken = groups.map(() => 0);
  let left = limit;
  for (let turn = 0; turn < longest && left > 0; turn += 1) {
    for (const [at, group] of groups.entries()) {
      if (turn >= group.length || left === 0) continue;
      taken[at] = turn + 1;
      left -= 1;
    }
  }
  return groups.flatMap((group, at) => group.slice(0, taken[at]));
}
