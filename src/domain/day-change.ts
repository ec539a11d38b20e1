import { type Currency, isSameCurrency } from "./currency";
import { Decimal } from "./decimal";
import type { Holding } from "./entities";
import { looksLikeSplit } from "./price-moves";

/** What a position was on the date before the last one that its account was seen on. */
export type EarlierPosition = Currency & Pick<Holding, "quantity" | "institutionPrice" | "institutionValue">;

/** A hundredth: a price that is a percentage of the face value is off by more, one that was rounded by less. */
const PRICE_TOLERANCE = new Decimal("0.01");

/**
 * What the change of price since then did to what was held then: q_prev · (p − p_prev), in the position's currency. Null is unknown:
 * not held then, in another currency then, priced otherwise than per unit, or split since.
 */
export function dayChange(position: Holding, earlier: EarlierPosition | null): Decimal | null {
  if (earlier === null || !isSameCurrency(position, earlier) || ![position, earlier].every(isPricedPerUnit))
    return null;
  const { quantity: quantityBefore, institutionPrice: priceBefore } = earlier;
  const { quantity, institutionPrice: price } = position;
  if (looksLikeSplit({ quantityBefore, priceBefore, quantity, price })) return null;
  return quantityBefore.times(price.minus(priceBefore));
}

function isPricedPerUnit({ quantity, institutionPrice, institutionValue }: EarlierPosition): boolean {
  return quantity
    .times(institutionPrice)
    .minus(institutionValue)
    .abs()
    .lte(institutionValue.abs().times(PRICE_TOLERANCE));
}
