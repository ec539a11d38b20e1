import type { Rest, Weighed } from "@/domain/allocation";
import { parseDecimal } from "@/domain/decimal";
import type { SqlExecutor } from "./client";
import { CURRENCY_KEY, POSITIONS_NOW } from "./held-positions";
import type { HeldScope } from "./holding-sums";

/** Positions of one security in one currency, or, where `merged` is not 0, of that many smaller ones. All cash is one. */
export type SecurityWeight = Weighed &
  Pick<Rest, "merged"> & {
    /** As `currencyKey`. */
    readonly currency: string;
    readonly isCash: boolean;
  };

type Row = {
  currency: string;
  security_id: string | null;
  is_cash: boolean;
  label: string | null;
  value: string;
  gross: string;
  count: number;
  merged: number;
};

const WEIGHTS = `WITH weighed AS (
    SELECT ${CURRENCY_KEY} AS currency, h.security_id, s.type IS NOT DISTINCT FROM 'cash' AS is_cash, h.value
    FROM (${POSITIONS_NOW}) h LEFT JOIN security s USING (security_id)
  ), summed AS (
    SELECT currency, CASE WHEN is_cash THEN NULL ELSE security_id END AS security_id, is_cash, sum(value) AS value,
      sum(abs(value)) AS gross, count(*)::int AS count
    FROM weighed GROUP BY 1, 2, 3
  ), placed AS (
    SELECT *, row_number() OVER (PARTITION BY currency ORDER BY gross DESC, security_id COLLATE "C") AS place FROM summed
  )
  SELECT p.currency, p.security_id, p.is_cash, coalesce(s.ticker_symbol, s.name) AS label, p.value, p.gross, p.count, 0 AS merged
  FROM placed p LEFT JOIN security s USING (security_id) WHERE place <= $4 OR is_cash
  UNION ALL
  SELECT currency, NULL, false, NULL, sum(value), sum(gross), sum(count)::int, count(*)::int
  FROM placed WHERE place > $4 AND NOT is_cash GROUP BY currency`;

/** What is owned now of each security, by currency: at least the `limit` largest of each one by one, the others together. */
export async function weighSecurities(
  sql: SqlExecutor,
  { itemIds, accountId }: HeldScope,
  limit: number,
): Promise<SecurityWeight[]> {
  const { rows } = await sql.executeSql<Row>(WEIGHTS, [itemIds, accountId, null, limit], { isPlannedAnew: true });
  return rows.map((row) => ({
    currency: row.currency,
    key: row.security_id,
    label: row.label,
    value: parseDecimal(row.value),
    gross: parseDecimal(row.gross),
    ...{ count: row.count, merged: row.merged, isCash: row.is_cash },
  }));
}
