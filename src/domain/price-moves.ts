import { Decimal, sumDecimals } from "./decimal";
import { groupBy } from "./group-by";
import { fractionOf } from "./portfolio";

/** One position at two snapshots. Prices and quantities as the institution gave them, in the position's currency. */
export type PriceMove = {
  readonly quantityBefore: Decimal;
  readonly priceBefore: Decimal;
  readonly quantity: Decimal;
  readonly price: Decimal;
};

/** What the changed price of a security did to what was held of it: q_prev × (p − p_prev). Fractions are of 1. */
export type Mover<Row extends PriceMove> = {
  /** The row of the largest position in it. */
  readonly row: Row;
  readonly amount: Decimal;
  readonly fraction: Decimal | null;
};

/** A quantity this many times larger or smaller is no ordinary trade when the price changed as much the other way. */
export const SPLIT_FACTOR = new Decimal("1.3");
export const SPLIT_TOLERANCE = new Decimal("0.2");

/**
 * Whether quantity and price changed together as in a split: more shares at a price so much lower, or fewer at a higher one.
 * Such a price is of another share than before, and its difference tells nothing.
 */
export function looksLikeSplit({ quantityBefore, priceBefore, quantity, price }: PriceMove): boolean {
  if (quantity.times(quantityBefore).lte(0) || price.times(priceBefore).lte(0)) return false;
  const [shares, sharesBefore] = [quantity.abs(), quantityBefore.abs()];
  const isLarge = shares.gte(sharesBefore.times(SPLIT_FACTOR)) || shares.times(SPLIT_FACTOR).lte(sharesBefore);
  const [value, valueBefore] = [quantity.times(price), quantityBefore.times(priceBefore)];
  return isLarge && value.minus(valueBefore).abs().lte(valueBefore.abs().times(SPLIT_TOLERANCE));
}

/** The securities (told apart by `keyOf`) whose price did most, in either direction, largest first. Those that split are left out. */
export function largestMoves<Row extends PriceMove>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  limit: number,
): Mover<Row>[] {
  const groups = groupBy(
    rows.filter((row) => !looksLikeSplit(row)),
    keyOf,
  );
  return [...groups]
    .flatMap(([key, members]) => {
      const amount = sumDecimals(members.map(amountOf));
      const before = sumDecimals(members.map((row) => row.quantityBefore.times(row.priceBefore).abs()));
      const [row] = [...members].sort((a, b) => amountOf(b).abs().cmp(amountOf(a).abs()));
      return row && !amount.isZero() ? [{ key, row, amount, fraction: fractionOf(amount, before) }] : [];
    })
    .sort((a, b) => b.amount.abs().cmp(a.amount.abs()) || (a.key < b.key ? -1 : 1))
    .slice(0, limit)
    .map(({ row, amount, fraction }) => ({ row, amount, fraction }));
}

function amountOf({ quantityBefore, price, priceBefore }: PriceMove): Decimal {
  return quantityBefore.times(price.minus(priceBefore));
}
