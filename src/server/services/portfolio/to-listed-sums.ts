import { currencyKey } from "@/domain/currency";
import { groupBy } from "@/domain/group-by";
import { addSums, derivedCash, isCounted, type PositionSums, sumsOfCash } from "@/domain/portfolio";
import type { CashLine, Section } from "@/server/db/holding-list";
import type { OwnedSums } from "./load-holding-sums";
import { cashTitle } from "./to-holding-rows";

/** Positions and the cash beside them, of each of the currencies. */
export function toListedSums(accounts: readonly OwnedSums[], sections: readonly Section[]): PositionSums[] {
  const counted = accounts.filter(isCounted);
  const cash = counted.flatMap(toCashLines).map((line) => sumsOfCash(line, line.value));
  const listed = [...counted.flatMap(({ positions }) => positions), ...cash];
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
