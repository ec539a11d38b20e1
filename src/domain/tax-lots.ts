import { addDays, addMonths, type CalendarDate, daysBetween, laterOf } from "./calendar-date";
import { type Decimal, sumDecimals, ZERO } from "./decimal";
import type { Holding, Json } from "./entities";
import { dateIn, decimalIn, fieldIn, textIn } from "./json-fields";

/** One purchase of a position as the institution keeps it. What it did not tell is null, never zero. */
export type TaxLot = {
  readonly lotId: string | null;
  /** The date that the institution wrote. */
  readonly purchasedOn: CalendarDate | null;
  /** Without a sign; `isShort` tells of it. */
  readonly quantity: Decimal | null;
  readonly purchasePrice: Decimal | null;
  readonly costBasis: Decimal | null;
  readonly value: Decimal | null;
  readonly isShort: boolean;
};

/** The lots of a holding, oldest first, those without a date last; null when the institution gives none. */
export function parseTaxLots(json: Json): TaxLot[] | null {
  if (!Array.isArray(json) || json.length === 0) return null;
  return json.map(toTaxLot).sort((a, b) => compareDates(a.purchasedOn, b.purchasedOn));
}

function compareDates(a: CalendarDate | null, b: CalendarDate | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function toTaxLot(json: Json): TaxLot {
  const quantity = decimalIn(json, "quantity");
  const side = fieldIn(json, "position_type");
  const isShort = side === "SHORT" || (side !== "LONG" && quantity !== null && quantity.isNegative());
  return {
    lotId: textIn(json, "institution_lot_id"),
    purchasedOn: dateIn(json, "original_purchase_datetime"),
    quantity: quantity?.abs() ?? null,
    purchasePrice: decimalIn(json, "purchase_price"),
    costBasis: decimalIn(json, "cost_basis"),
    value: decimalIn(json, "current_value"),
    isShort,
  };
}

/** The basis when it is one: null is unknown, and so is zero or less of a lot that is held. */
export function knownLotBasis({ costBasis, quantity, isShort }: TaxLot): Decimal | null {
  if (costBasis === null || isShort || quantity?.isZero()) return costBasis;
  return costBasis.lte(0) ? null : costBasis;
}

/** Long: value − basis. Short: basis holds the proceeds, gain = |basis| − |value|. Null when either is unknown. */
export function lotGain(lot: TaxLot): Decimal | null {
  const basis = knownLotBasis(lot);
  if (basis === null || lot.value === null) return null;
  return lot.isShort ? basis.abs().minus(lot.value.abs()) : lot.value.minus(basis);
}

export type LotTerm = "short" | "long";

/**
 * The first date on which a sale is long-term: more than a year after the purchase, counted from the day after it. Of the two
 * readings that differ about the end of February the later date is taken.
 * Source: IRS Publication 550, holding period; Revenue Ruling 66-7.
 */
export function longTermFrom(purchasedOn: CalendarDate): CalendarDate {
  return laterOf(addMonths(addDays(purchasedOn, 1), 12), addDays(addMonths(purchasedOn, 12), 1));
}

/** The term of a sale on `date`; null where no date of purchase is told, and for short sales, which follow other rules. */
export function termOf({ purchasedOn, isShort }: TaxLot, date: CalendarDate): LotTerm | null {
  if (purchasedOn === null || isShort) return null;
  return date >= longTermFrom(purchasedOn) ? "long" : "short";
}

/** Whole days until a sale is long-term; null unless its term is short on `date`. */
export function daysUntilLongTerm(lot: TaxLot, date: CalendarDate): number | null {
  if (lot.purchasedOn === null || termOf(lot, date) !== "short") return null;
  return daysBetween(date, longTermFrom(lot.purchasedOn));
}

/** What lots add up to. Each gain is over those of its term whose gain is known, null where none is. */
export type LotSums = {
  /** Signed; null when a lot's quantity is unknown. */
  readonly quantity: Decimal | null;
  readonly costBasis: Decimal | null;
  readonly shortTermGain: Decimal | null;
  readonly longTermGain: Decimal | null;
  readonly missingBasisCount: number;
};

export function sumLots(lots: readonly TaxLot[], date: CalendarDate): LotSums {
  const quantities = lots.map((lot) => (lot.isShort ? lot.quantity?.negated() : lot.quantity) ?? null);
  const gainOf = (term: LotTerm) => sumKnown(lots.filter((lot) => termOf(lot, date) === term).map(lotGain));
  return {
    quantity: quantities.includes(null) ? null : sumKnown(quantities),
    costBasis: sumKnown(lots.map(knownLotBasis)),
    shortTermGain: gainOf("short"),
    longTermGain: gainOf("long"),
    missingBasisCount: lots.filter((lot) => knownLotBasis(lot) === null).length,
  };
}

function sumKnown(values: readonly (Decimal | null)[]): Decimal | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? sumDecimals(known) : null;
}

/**
 * How the lots stand to the position: its quantity less theirs. `unvested`: they tell of the vested shares alone, and that is all
 * that is missing. `unknown`: a lot has no quantity.
 */
export type LotComparison = {
  readonly result: "equal" | "unvested" | "differs" | "unknown";
  readonly difference: Decimal;
};

export function compareLots(
  { quantity, vestedQuantity }: Pick<Holding, "quantity" | "vestedQuantity">,
  sums: LotSums,
): LotComparison {
  if (sums.quantity === null) return { result: "unknown", difference: ZERO };
  const difference = quantity.minus(sums.quantity);
  if (difference.isZero()) return { result: "equal", difference };
  const isUnvested = vestedQuantity?.equals(sums.quantity) ?? false;
  return { result: isUnvested ? "unvested" : "differs", difference };
}
