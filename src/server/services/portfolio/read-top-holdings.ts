import type { HoldingRow } from "@/contracts/portfolio";
import type { CalendarDate } from "@/domain/calendar-date";
import { currencyKey } from "@/domain/currency";
import { DEFAULT_ORDER, NO_FILTER } from "@/domain/holding-list";
import { addSums, type CurrencyTotal, isCounted } from "@/domain/portfolio";
import type { SqlExecutor } from "@/server/db/client";
import { listHoldingEntries } from "@/server/db/holding-list";
import type { HeldScope } from "@/server/db/holding-sums";
import type { OwnedSums } from "./load-holding-sums";
import { toHoldingRow } from "./to-listed-rows";

type Asked = {
  readonly totals: readonly CurrencyTotal[];
  readonly accounts: readonly OwnedSums[];
  readonly today: CalendarDate;
  readonly limit: number;
};

/** The positions of the largest value in each currency, at most `limit` of each, in the order of `totals`. */
export async function readTopHoldings(
  snapshot: SqlExecutor,
  scope: HeldScope,
  { totals, accounts, today, limit }: Asked,
): Promise<HoldingRow[][]> {
  const positions = accounts.filter(isCounted).flatMap((account) => account.positions);
  const largest: HoldingRow[][] = [];
  for (const { currency, total } of totals) {
    const own = positions.filter((position) => currencyKey(position) === currencyKey(currency));
    const group = { rank: 1, key: "", isCash: false, sums: addSums(currency, own) };
    const { entries } = await listHoldingEntries(snapshot, {
      ...{ scope, filter: NO_FILTER, order: DEFAULT_ORDER, grouping: "none", today, after: null },
      ...{ sections: [{ currency, sign: 1 }], groups: own.length > 0 ? [group] : [], types: [], cash: [] },
      limit: limit + 1, // the first is the currency's head
    });
    const totalOf = new Map([[currencyKey(currency), total]]);
    largest.push(entries.flatMap(({ row }) => (row ? [toHoldingRow(row, totalOf)] : [])));
  }
  return largest;
}
