import type { Engine } from "./engine";

const TABLES = [
  "account",
  "account_day",
  "holding",
  "holding_version",
  "investment_transaction",
  "refresh_change",
] as const;

/**
 * A digest of every portfolio row of an Item, and of which write made it: equal digests mean that nothing was written, not even
 * the same values again.
 */
export async function digestOfRows(engine: Engine, itemId: string): Promise<string> {
  const digests = TABLES.map(
    (table) =>
      `(SELECT md5(coalesce(string_agg(t::text || '/' || t.xmin::text, ',' ORDER BY t::text), '')) FROM ${table} t WHERE item_id = $1)`,
  );
  const [row] = await engine.query<{ digest: string }>(`SELECT concat_ws('.', ${digests.join(", ")}) AS digest`, [
    itemId,
  ]);
  return row?.digest ?? "";
}
