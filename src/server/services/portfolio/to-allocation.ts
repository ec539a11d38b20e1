import type { Allocation, AllocationSlice } from "@/contracts/overview";
import { allocate, type Slice, type Weighed } from "@/domain/allocation";
import { ALLOCATION_KEYS, type AllocationKey } from "@/domain/allocation-key";
import { type Currency, currencyKey } from "@/domain/currency";
import { decimalText } from "@/domain/decimal";
import { groupBy } from "@/domain/group-by";
import type { ItemId } from "@/domain/ids";
import { derivedCash, isCounted } from "@/domain/portfolio";
import type { SecurityWeight } from "@/server/db/security-weights";
import type { OwnedSums } from "./load-holding-sums";
import { fractionText } from "./to-holding-rows";

/** As many as the eye tells apart by colour, and one for the rest. */
export const MAX_SLICES = 9;
const CASH = { key: "cash", label: "cash" };

type Key = Pick<Weighed, "key" | "label">;
/** Positions of one type and sector in one account, or the cash beside them. */
type Part = Omit<Weighed, keyof Key> &
  Record<Exclude<AllocationKey, "security">, Key> & { readonly isDerived: boolean };

/** What a user owns, summed up. */
export type Owned = {
  readonly accounts: readonly OwnedSums[];
  readonly institutionNames: ReadonlyMap<ItemId, string | null>;
  readonly securities: readonly SecurityWeight[];
};

/** How what is owned in each currency (by `currencyKey`) is made up; cash beside the positions is cash. */
export function toAllocations({ accounts, institutionNames, securities }: Owned): (currency: Currency) => Allocation {
  const parts = groupBy(
    accounts.filter(isCounted).flatMap((owned) => toParts(owned, institutionNames.get(owned.itemId) ?? null)),
    ({ currency }) => currencyKey(currency),
  );
  const weights = groupBy(securities, ({ currency }) => currency);
  return (currency) => {
    const own = (parts.get(currencyKey(currency)) ?? []).map(({ part }) => part);
    const ofSecurities = weights.get(currencyKey(currency)) ?? [];
    const rest = ofSecurities.find(({ merged }) => merged > 0);
    const cash = own.filter(({ isDerived }) => isDerived).map((part) => ({ ...part, ...CASH }));
    const bySecurity = ofSecurities
      .filter(({ merged }) => merged === 0)
      .map((weight) => (weight.isCash ? { ...weight, ...CASH } : weight));
    const slices = (key: AllocationKey) =>
      key === "security"
        ? allocate([...bySecurity, ...cash], MAX_SLICES, rest)
        : allocate(
            own.map((part) => ({ ...part, ...part[key] })),
            MAX_SLICES,
          );
    return {
      // Of parts that are all worth something, Σ|value| is Σ value.
      hasShorts: own.some(({ value, gross }) => !value.equals(gross)),
      by: Object.fromEntries(ALLOCATION_KEYS.map((key) => [key, slices(key).map(toSliceDto)])) as Record<
        AllocationKey,
        AllocationSlice[]
      >,
    };
  };
}

function toParts(owned: OwnedSums, institutionName: string | null): { currency: Currency; part: Part }[] {
  const { account, itemId, positions } = owned;
  const name = account.mask === null ? account.name : `${account.name} ••${account.mask}`;
  const inAccount = {
    key: `${itemId}~${account.accountId}`,
    label: institutionName === null ? name : `${institutionName}, ${name}`,
  };
  const held = positions.map((sums) => {
    const sector = sums.type === CASH.key ? CASH : { key: sums.sector, label: sums.sector };
    const size = { value: sums.institutionValue, gross: sums.size, count: sums.count, isDerived: false };
    return {
      currency: sums,
      part: { ...size, type: { key: sums.type, label: sums.type }, sector, account: inAccount },
    };
  });
  const { amount } = derivedCash(owned);
  const size = { value: amount, gross: amount.abs(), count: 1, isDerived: true };
  const cash = { currency: account, part: { ...size, type: CASH, sector: CASH, account: inAccount } };
  return amount.isZero() ? held : [...held, cash];
}

function toSliceDto({ value, weight, grossWeight, gross: _, ...slice }: Slice): AllocationSlice {
  return {
    ...slice,
    value: decimalText(value),
    weight: fractionText(weight),
    grossWeight: fractionText(grossWeight),
  };
}
