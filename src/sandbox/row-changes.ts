import type { RawJson } from "@/sandbox/json";

type Row = { json: RawJson };

/** How many rows came, became others and went between two pictures. `idOf` is asked about rows that differ, and no others. */
export function rowChanges<R extends Row>(
  before: readonly R[],
  after: readonly R[],
  idOf: (row: R) => string,
): { added: number; changed: number; removed: number } {
  const gone = idsOutside(before, after, idOf);
  const come = idsOutside(after, before, idOf);
  const changed = [...come].filter((id) => gone.has(id)).length;
  return { added: come.size - changed, changed, removed: gone.size - changed };
}

function idsOutside<R extends Row>(rows: readonly R[], others: readonly R[], idOf: (row: R) => string): Set<string> {
  const known = new Set(others.map(({ json }) => json.text));
  return new Set(rows.filter(({ json }) => !known.has(json.text)).map(idOf));
}
