import { type Decimal, sumDecimals } from "./decimal";
import { groupBy } from "./group-by";
import { fractionOf } from "./portfolio";

/** A holding as far as its weight is concerned. `key` null: what it is weighed by is not known. */
export type Weighed = { readonly key: string | null; readonly label: string | null; readonly value: Decimal };

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
export function allocate(rows: readonly Weighed[], limit: number): Slice[] {
  const [net, gross] = [sumDecimals(rows.map(({ value }) => value)), grossOf(rows)];
  const toSlice = (key: string | null, members: readonly Weighed[], merged = 0): Slice => {
    const [value, size] = [sumDecimals(members.map((member) => member.value)), grossOf(members)];
    const label = merged > 0 ? null : leastOf(members.flatMap((member) => member.label ?? []));
    const weights = { weight: fractionOf(value, net), grossWeight: fractionOf(size, gross) };
    return { key, label, value, gross: size, ...weights, count: members.length, merged };
  };
  const groups = [...groupBy(rows, ({ key }) => key)]
    .map(([key, members]) => ({ key, members, size: grossOf(members) }))
    .sort((a, b) => b.size.cmp(a.size) || ((a.key ?? "") < (b.key ?? "") ? -1 : 1));
  const kept = groups.length > limit ? limit - 1 : groups.length;
  const slices = groups.slice(0, kept).map(({ key, members }) => toSlice(key, members));
  const rest = groups.slice(kept);
  const others = rest.flatMap(({ members }) => members);
  return rest.length === 0 ? slices : [...slices, toSlice("rest", others, rest.length)];
}

function grossOf(rows: readonly Weighed[]): Decimal {
  return sumDecimals(rows.map(({ value }) => value.abs()));
}

/** Labels of one key may differ by institution; which is shown must not depend on the order of rows. */
function leastOf(labels: readonly string[]): string | null {
  return labels.reduce<string | null>((least, label) => (least === null || label < least ? label : least), null);
}
