import type { DayChange } from "@/contracts/overview";
import { type Currency, currencyKey } from "@/domain/currency";
import { decimalText, ZERO } from "@/domain/decimal";
import { fractionOf, type IncompleteReason, isCounted, totalsOfSums } from "@/domain/portfolio";
import { type TruthReason, toTruth } from "@/domain/truth";
import type { OwnedSums } from "./load-holding-sums";
import type { Comparison } from "./read-comparison";
import type { Owned } from "./to-allocation";
import { fractionText } from "./to-holding-rows";

/**
 * The change of each currency since the previous date, over the accounts that were seen by then: what joined since is no gain.
 * What was last seen before either date counts as unchanged, and the change says so.
 */
export function toDayChanges(
  { accounts, institutionNames }: Pick<Owned, "accounts" | "institutionNames">,
  { seen, date, previousDate, previous }: Comparison,
): (currency: Currency) => DayChange | null {
  if (date === null || previousDate === null) return () => null;
  const spanOf = new Map(seen.map((span) => [spanKey(span), span]));
  const firstDateOf = (owned: OwnedSums) => spanOf.get(keyOf(owned))?.firstDate;
  const isNew = (owned: OwnedSums) => (firstDateOf(owned) ?? previousDate) > previousDate;
  const counted = accounts.filter(isCounted);
  const joined = counted.filter(isNew);
  const late = counted.filter((owned) => owned.isActive && (spanOf.get(keyOf(owned))?.lastDate ?? date) < date);
  const now = new Map(
    totalsOfSums(counted.filter((owned) => !isNew(owned))).map((total) => [currencyKey(total.currency), total]),
  );
  const namesOf = (owned: readonly OwnedSums[]) =>
    [...new Set(owned.map(({ itemId, account }) => institutionNames.get(itemId) ?? account.name))].sort();
  const before = new Map(previous.map((total) => [total.key, total]));
  return (currency) => {
    const key = currencyKey(currency);
    const [latest, earlier] = [now.get(key), before.get(key)];
    if (!latest && !earlier) return null;
    const [value, previousValue] = [latest?.total, earlier?.total];
    const amount = (value ?? ZERO).minus(previousValue ?? ZERO);
    const holds = (owned: OwnedSums) => [owned.account, ...owned.positions].some((part) => currencyKey(part) === key);
    const reasons: TruthReason[] = [
      ...[...new Set<IncompleteReason>([...(latest?.incomplete ?? []), ...(earlier?.incomplete ?? [])])].map(
        (kind) => ({
          kind,
        }),
      ),
      ...toReason(namesOf(joined.filter(holds)), (names) => ({ kind: "joined_since", names })),
      ...toReason(namesOf(late.filter(holds)), (names) => ({ kind: "carried", names, since: date })),
    ];
    return {
      ...{ date, previousDate },
      value: decimalText(value ?? ZERO),
      previousValue: decimalText(previousValue ?? ZERO),
      amount: decimalText(amount),
      fraction: fractionText(previousValue ? fractionOf(amount, previousValue.abs()) : null),
      truth: toTruth(reasons),
    };
  };
}

function toReason(names: readonly string[], reason: (names: readonly string[]) => TruthReason): TruthReason[] {
  return names.length === 0 ? [] : [reason(names)];
}

const spanKey = (span: { itemId: string; accountId: string }) => `${span.itemId}\u0000${span.accountId}`;
const keyOf = ({ itemId, account }: OwnedSums) => spanKey({ itemId, accountId: account.accountId });
