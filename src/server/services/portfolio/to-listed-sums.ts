import { currencyKey } from "@/domain/currency";
import { groupBy } from "@/domain/group-by";
import { type HoldingFilter, UNKNOWN_TYPE } from "@/domain/holding-list";
import { addSums, derivedCash, isCounted, type PositionSums, sumsOfCash } from "@/domain/portfolio";
import type { CashLine, Section } from "@/server/db/holding-list";
import type { OwnedSums } from "./load-holding-sums";
import { cashTitle } from "./to-holding-rows";

/** What matches in each of the currencies, the cash beside positions included, as far as sums tell. */
export function toListedSums(
  accounts: readonly OwnedSums[],
  sections: readonly Section[],
  { type, accountId }: HoldingFilter,
): PositionSums[] {
  const counted = accounts
    .filter(isCounted)
    .filter(({ account }) => accountId === null || account.accountId === accountId);
  const positions = counted.flatMap((one) => one.positions);
  const cash = counted.flatMap(toCashLines).map((line) => sumsOfCash(line, line.value));
  const listed =
    type === null ? [...positions, ...cash] : positions.filter((one) => (one.type ?? UNKNOWN_TYPE) === type);
  const inCurrency = groupBy(listed, currencyKey);
  return sections.map(({ currency }) => addSums(currency, inCurrency.get(currencyKey(currency)) ?? []));
}

/** None where an account's balance holds nothing beside its positions. */
export function toCashLines(entry: OwnedSums): CashLine[] {
  const { amount } = derivedCash(entry);
  if (amount.isZero()) return [];
  const { accountId, isoCurrencyCode, unofficialCurrencyCode } = entry.account;
  const place = { itemId: entry.itemId, accountId, isoCurrencyCode, unofficialCurrencyCode };
  return [{ ...place, value: amount, title: cashTitle(amount) }];
}
