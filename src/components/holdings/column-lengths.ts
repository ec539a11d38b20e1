import { formatMoney } from "@/components/money";
import { formatQuantity } from "@/components/quantity";
import type { HoldingsList } from "@/contracts/holdings";
import type { FooterTotal } from "./footer-totals";
import type { ColumnLengths } from "./grid-columns";

/** Stored texts up to this length are no longer than usual when they are shown. */
const USUAL_LENGTH = 9;

/**
 * How many characters the columns need whose texts may be long: amounts as many as the longest of the totals, for none that it sums up is
 * much longer; quantities and prices as many as the longest of those that are there.
 */
export function columnLengths(totals: readonly FooterTotal[], pages: readonly HoldingsList[]): ColumnLengths {
  const amount = totals.reduce((longest, { of }) => Math.max(longest, formatMoney(of.value, of.currency).length), 0);
  let [quantity, price] = [0, 0];
  for (const row of pages.flatMap(({ rows }) => rows)) {
    if (row.quantity && row.quantity.length > USUAL_LENGTH)
      quantity = Math.max(quantity, formatQuantity(row.quantity).length);
    if (row.price && (row.price.length > USUAL_LENGTH || row.currency.isoCurrencyCode === null))
      price = Math.max(price, formatMoney(row.price, row.currency, { isUnitPrice: true }).length);
  }
  return { value: amount, costBasis: amount, gain: amount, quantity, price };
}
