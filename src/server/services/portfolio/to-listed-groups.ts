import { currencyKey } from "@/domain/currency";
import { groupBy } from "@/domain/group-by";
import { accountGroupKey, CASH_GROUP_KEY, isBeyondSums, UNKNOWN_TYPE } from "@/domain/holding-list";
import { addSums, derivedCash, isCounted, type PositionSums, sumsOfCash } from "@/domain/portfolio";
import type { CashLine, HoldingListQuery, KnownGroup } from "@/server/db/holding-list";
import type { OwnedSums } from "./load-holding-sums";
import { cashTitle } from "./to-holding-rows";

type Asked = Pick<HoldingListQuery, "sections" | "filter" | "grouping">;
type Part = { readonly key: string; readonly isCash: boolean; readonly sums: PositionSums };

/** What matches in each of the currencies, by group, the cash beside positions included; none where sums do not tell that. */
export function toListedGroups(accounts: readonly OwnedSums[], { sections, ...asked }: Asked): KnownGroup[] {
  if (isBeyondSums(asked)) return [];
  const parts = accounts.filter(isCounted).flatMap((account) => partsOf(account, asked));
  const inCurrency = groupBy(parts, ({ sums }) => currencyKey(sums));
  return sections.flatMap(({ currency }, index) =>
    [...groupBy(inCurrency.get(currencyKey(currency)) ?? [], ({ key }) => key)].map(([key, own]) => ({
      rank: index + 1,
      key,
      isCash: own.every((part) => part.isCash),
      sums: addSums(
        currency,
        own.map(({ sums }) => sums),
      ),
    })),
  );
}

function partsOf(entry: OwnedSums, { filter, grouping }: Omit<Asked, "sections">): Part[] {
  const { itemId, account, positions } = entry;
  if (filter.accountId !== null && filter.accountId !== account.accountId) return [];
  const keyOf = (own: string) => {
    if (grouping === "none") return "";
    return grouping === "account" ? accountGroupKey({ itemId, accountId: account.accountId }) : own;
  };
  const held = positions.map((sums) => ({ type: sums.type ?? UNKNOWN_TYPE, sums }));
  const cash = filter.type === null ? toCashLines(entry) : [];
  return [
    ...held
      .filter(({ type }) => filter.type === null || filter.type === type)
      .map(({ type, sums }) => ({ key: keyOf(type), isCash: false, sums })),
    ...cash.map((line) => ({ key: keyOf(CASH_GROUP_KEY), isCash: true, sums: sumsOfCash(line, line.value) })),
  ];
}

/** None where an account's balance holds nothing beside its positions. */
export function toCashLines(entry: OwnedSums): CashLine[] {
  const { amount } = derivedCash(entry);
  if (amount.isZero()) return [];
  const { accountId, isoCurrencyCode, unofficialCurrencyCode } = entry.account;
  const place = { itemId: entry.itemId, accountId, isoCurrencyCode, unofficialCurrencyCode };
  return [{ ...place, value: amount, title: cashTitle(amount) }];
}
