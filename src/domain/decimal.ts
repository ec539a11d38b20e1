import { Decimal as Base } from "decimal.js";

/** Exact decimal for money, prices and quantities. 80 significant digits hold any product of two NUMERIC(38,18). */
export const Decimal = Base.clone({ precision: 80, toExpNeg: -9e15, toExpPos: 9e15, rounding: Base.ROUND_HALF_EVEN });
export type Decimal = Base;

export const ZERO = new Decimal(0);
const NUMERIC_SCALE = 18;
const NUMERIC_INTEGER_LIMIT = new Decimal("1e20");
const DECIMAL_TEXT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/**
 * Reads the text of a JSON or SQL number without loss; exponents (`1e-7`) are accepted.
 * Errors: RangeError when the text is no finite number.
 */
export function parseDecimal(text: string): Decimal {
  if (!DECIMAL_TEXT.test(text)) throw new RangeError("not a decimal number");
  return new Decimal(text);
}

/** Whether the value is stored by `NUMERIC(38,18)` without rounding: |value| < 10^20 and at most 18 places. */
export function fitsNumeric(value: Decimal): boolean {
  return value.isFinite() && value.decimalPlaces() <= NUMERIC_SCALE && value.abs().lt(NUMERIC_INTEGER_LIMIT);
}

/** Plain decimal text without exponent or padding (`0.0000000001`, `12`), the form used on our wire and in SQL parameters. */
export function decimalText(value: Decimal): string {
  return value.isZero() ? "0" : value.toFixed();
}

/** Equality of two nullable decimals by value (`1.10` equals `1.1`). */
export function sameDecimal(a: Decimal | null, b: Decimal | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}

export function sumDecimals(values: Iterable<Decimal>): Decimal {
  let total: Decimal = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}
