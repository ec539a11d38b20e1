import { type Decimal, sumDecimals, ZERO } from "./decimal";
import { groupBy } from "./group-by";
import { fractionOf } from "./portfolio";

/** Holdings in one currency, summed up: of them `value` is Σ value and `gross` Σ|value|. */
type Summed = { readonly value: Decimal; readonly gross: Decimal; readonly count: number };
/** Holdings that are told apart by one key. Null: what they are weighed by is not known. */
export type Weighed = Summed & { readonly key: string | null; readonly label: string | null };
/** Holdings of `merged` further keys, none of which is as large as any that is given. */
export type Rest = Summed & { readonly merged: number };
const NO_REST: Rest = { value: ZERO, gross: ZERO, count: 0, merged: 0 };

/**
 * A part of what is owned in one currency. `weight` is value ÷ Σ value, `grossWeight` Σ|value| ÷ Σ|value| of all: where
 * something is sold short the two differ. Null: the sum is zero. Fractions are of 1.
 */
export type Slice = {
  readonly key: string | null;
  readonly label: string | null;
  readonly value: Decimal;
  readonly gross: Decimal;
  readonly weight: Decimal | null;
  readonly grossWeight: Decimal | null;
  /** Holdings in it. */
  readonly count: number;
  /** Slices that are told together because there are too many: how many; 0 for one that stands for itself. */
  readonly merged: number;
};

/** The slices of one currency's holdings, largest gross first; beyond `limit` the smallest are told together, last. */
export function allocate(rows: readonly Weighed[], limit: number, rest: Rest = NO_REST): Slice[] {
  const all = sumUp([...rows, rest]);
  const toSlice = (key: string | null, label: string | null, summed: Summed, merged = 0): Slice => {
    const { value, gross, count } = summed;
    const weights = { weight: fractionOf(value, all.value), grossWeight: fractionOf(gross, all.gross) };
    return { key, label, value, gross, ...weights, count, merged };
  };
  const groups = [...groupBy(rows, ({ key }) => key)]
    .map(([key, members]) => ({ key, label: leastOf(members.flatMap(({ label }) => label ?? [])), ...sumUp(members) }))
    .sort((a, b) => b.gross.cmp(a.gross) || ((a.key ?? "") < (b.key ?? "") ? -1 : 1));
  const kept = groups.length + rest.merged > limit ? limit - 1 : groups.length;
  const slices = groups.slice(0, kept).map((group) => toSlice(group.key, group.label, group));
  const others = groups.slice(kept);
  const merged = others.length + rest.merged;
  return merged === 0 ? slices : [...slices, toSlice("rest", null, sumUp([...others, rest]), merged)];
}

function sumUp(parts: readonly Summed[]): Summed {
  return {
    value: sumDecimals(parts.map(({ value }) => value)),
    gross: sumDecimals(parts.map(({ gross }) => gross)),
    count: parts.reduce((total, { count }) => total + count, 0),
  };
}

/** Labels of one key may differ by institution; which is shown must not depend on the order of rows. */
function leastOf(labels: readonly string[]): string | null {
  return labels.reduce<string | null>((least, label) => (least === null || label < least ? label : least), null);
}
