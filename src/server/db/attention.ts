import type { ItemId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

export type PositionCounts = {
  readonly itemId: ItemId;
  /** All that is not cash. */
  readonly positions: number;
  readonly missingBasis: number;
  readonly stalePrices: number;
  readonly undescribed: number;
};

/**
 * Of each Item how many of its positions lack what a figure needs. A basis is missing as `knownCostBasis` of the domain says; a
 * price is stale that is of a date before `pricedSince`; of which date one without is, nobody knows.
 */
export async function countPositions(
  sql: SqlExecutor,
  itemIds: readonly ItemId[],
  pricedSince: string,
): Promise<PositionCounts[]> {
  const { rows } = await sql.executeSql<PositionRow>(
    `SELECT h.item_id, count(*)::int AS positions,
       count(*) FILTER (WHERE h.cost_basis IS NULL OR (h.quantity > 0 AND h.cost_basis <= 0))::int AS missing_basis,
       count(*) FILTER (WHERE h.institution_price_as_of < $2::date)::int AS stale_prices,
       count(*) FILTER (WHERE s.type IS NULL)::int AS undescribed
     FROM holding h LEFT JOIN security s USING (security_id)
     WHERE h.item_id = ANY($1::text[]) AND s.type IS DISTINCT FROM 'cash' GROUP BY h.item_id`,
    [itemIds, pricedSince],
  );
  return rows.map((row) => ({
    itemId: row.item_id,
    positions: row.positions,
    missingBasis: row.missing_basis,
    stalePrices: row.stale_prices,
    undescribed: row.undescribed,
  }));
}

type PositionRow = {
  item_id: ItemId;
  positions: number;
  missing_basis: number;
  stale_prices: number;
  undescribed: number;
};

export type TypeCount = {
  readonly itemId: ItemId;
  readonly type: string;
  readonly subtype: string | null;
  readonly count: number;
};

/** How many transactions of each type and subtype each Item has; withdrawn ones are left out. */
export async function countTransactionTypes(sql: SqlExecutor, itemIds: readonly ItemId[]): Promise<TypeCount[]> {
  const { rows } = await sql.executeSql<Omit<TypeCount, "itemId"> & { item_id: ItemId }>(
    `SELECT item_id, type, subtype, count(*)::int AS count FROM investment_transaction
     WHERE item_id = ANY($1::text[]) AND removed_at IS NULL GROUP BY item_id, type, subtype ORDER BY count DESC, type, subtype`,
    [itemIds],
  );
  return rows.map(({ item_id, ...row }) => ({ ...row, itemId: item_id }));
}

/** When the last webhook about each Item came, as far back as they are kept. */
export async function listLastWebhooks(sql: SqlExecutor, itemIds: readonly ItemId[]): Promise<Map<ItemId, Date>> {
  const { rows } = await sql.executeSql<{ item_id: ItemId; received_at: Date }>(
    `SELECT i.item_id, w.received_at FROM unnest($1::text[]) i (item_id) CROSS JOIN LATERAL (
       SELECT received_at FROM webhook_event e WHERE e.item_id = i.item_id ORDER BY received_at DESC LIMIT 1) w`,
    [itemIds],
  );
  return new Map(rows.map((row) => [row.item_id, row.received_at]));
}
