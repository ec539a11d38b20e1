import { Decimal } from "decimal.js";

/** Decimal arithmetic wide enough for eighteen places beside large whole parts. */
export const Exact = Decimal.clone({ precision: 60 });
export type Exact = InstanceType<typeof Exact>;

/** Money in hundredths, half up. */
export function toCents(value: Exact): Exact {
  return value.toDecimalPlaces(2, Exact.ROUND_HALF_UP);
}
