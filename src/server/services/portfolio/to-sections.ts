import type { HoldingsQuery } from "@/contracts/holdings";
import { type Currency, currencyKey } from "@/domain/currency";
import type { CurrencyTotal } from "@/domain/portfolio";
import type { Section } from "@/server/db/holding-list";
import type { HoldingsCursor } from "./holdings-cursor";

/**
 * The currencies asked for by their totals, or by their codes if that is asked for; those that a cursor knows in its places, also
 * where nothing is left of one.
 */
export function toSections(
  totals: readonly CurrencyTotal[],
  { orderBy, isDescending, currency: only }: HoldingsQuery,
  cursor: HoldingsCursor | null,
): Section[] {
  const isAsked = ({ currency }: { currency: Currency }) => !only || currencyKey(currency) === only;
  const known: Section[] = (cursor?.currencies ?? []).map((currency) => ({ currency, sign: 0 })).filter(isAsked);
  const places = new Map(known.map(({ currency }, index) => [currencyKey(currency), index]));
  const [first, second] = isDescending ? [1, -1] : [-1, 1];
  const byCode = (a: Currency, b: Currency) => (currencyKey(a) < currencyKey(b) ? first : second);
  const held = totals
    .filter(isAsked)
    .map(({ currency, total }) => ({ currency, sign: total.isZero() ? 0 : total.isNegative() ? -1 : 1 }))
    .sort((a, b) => (orderBy === "currency" ? byCode(a.currency, b.currency) : 0));
  for (const section of held) known[places.get(currencyKey(section.currency)) ?? known.length] = section;
  return known;
}
