import type { CurrencyDto } from "@/contracts/money";
import { currencyKey } from "@/domain/currency";

/** Rows by `currencyKey`, each group in the order of its rows. */
export function groupByCurrency<Row extends { currency: CurrencyDto }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = currencyKey(row.currency);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
