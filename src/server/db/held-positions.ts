/**
 * Parts of the statements that list and sum up positions in SQL. The rules are the domain's (`domain/portfolio.ts`), written once
 * more for the database; a test proves over random portfolios that both say the same.
 */

/** As `currencyKey`. */
export const CURRENCY_KEY = "coalesce(h.iso_currency_code, 'unofficial:' || h.unofficial_currency_code, 'unknown')";
/** As `knownCostBasis`. */
const BASIS = "CASE WHEN h.quantity > 0 AND h.cost_basis <= 0 THEN NULL ELSE h.cost_basis END";
/** As `unrealizedGain`. */
const GAIN = "CASE WHEN h.quantity < 0 THEN abs(h.basis) - abs(h.value) ELSE h.value - h.basis END";

const FIGURES = "quantity, institution_price AS price, institution_value AS value, cost_basis";
const CURRENCY = "iso_currency_code, unofficial_currency_code";
const IN_SCOPE = "item_id = ANY($1::text[]) AND ($2::text IS NULL OR account_id = $2)";

type Which = {
  /** As they were at the end of the date $3, else those of now. */
  readonly isAsOf: boolean;
  /** The position of this row alone, which names Item, account and security. */
  readonly row?: string;
};

/** Positions of the Items $1, of the account $2 alone if it is given, with the basis where it is known, and the gain. */
export function positionsOf({ isAsOf, row }: Which): string {
  const place = row
    ? `item_id = ${row}.item_id AND account_id = ${row}.account_id AND security_id = ${row}.security_id`
    : IN_SCOPE;
  const held = isAsOf
    ? `SELECT item_id, account_id, security_id, ${FIGURES}, ${CURRENCY}, NULL::date AS price_as_of FROM holding_version
       WHERE ${place} AND valid_from <= $3::date AND (valid_to IS NULL OR valid_to > $3::date)`
    : `SELECT item_id, account_id, security_id, ${FIGURES}, ${CURRENCY}, institution_price_as_of AS price_as_of FROM holding
       WHERE ${place} AND $3::date IS NULL`;
  return `SELECT h.*, ${GAIN} AS gain FROM (SELECT h.*, ${BASIS} AS basis FROM (${held}) h) h`;
}

export const POSITIONS_NOW = positionsOf({ isAsOf: false });

/** As `sumsOf` and its sum over rows `h` that tell `is_cash`. */
export const SUMS = `count(*)::int AS count, sum(h.value) AS institution_value,
  (count(*) FILTER (WHERE NOT h.is_cash))::int AS invested_count,
  coalesce(sum(abs(h.value)) FILTER (WHERE NOT h.is_cash), 0) AS invested_size,
  (count(h.basis) FILTER (WHERE NOT h.is_cash))::int AS known_count,
  coalesce(sum(abs(h.value)) FILTER (WHERE NOT h.is_cash AND h.basis IS NOT NULL), 0) AS known_size,
  coalesce(sum(abs(h.basis)) FILTER (WHERE NOT h.is_cash), 0) AS known_basis,
  coalesce(sum(h.gain) FILTER (WHERE NOT h.is_cash), 0) AS known_gain`;

const sumsStatement = (
  positions: string,
  sector: string,
) => `SELECT h.item_id, h.account_id, s.type, ${sector} AS sector,
    h.iso_currency_code, h.unofficial_currency_code, count(*)::int AS count, sum(h.value) AS institution_value,
    sum(abs(h.value)) AS size, count(h.basis)::int AS known_count,
    coalesce(sum(abs(h.value)) FILTER (WHERE h.basis IS NOT NULL), 0) AS known_size,
    coalesce(sum(abs(h.basis)), 0) AS known_basis, coalesce(sum(h.gain), 0) AS known_gain
  FROM (${positions}) h LEFT JOIN security s USING (security_id) GROUP BY 1, 2, 3, 4, 5, 6`;
/** By account, type and currency. What is told of the known ones is told of cash too. */
export const SUMS_NOW = sumsStatement(POSITIONS_NOW, "NULL");
export const SUMS_AS_OF = sumsStatement(positionsOf({ isAsOf: true }), "NULL");
/** By sector besides, which costs a third more. */
export const SUMS_BY_SECTOR = sumsStatement(POSITIONS_NOW, "s.sector");
