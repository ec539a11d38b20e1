"use client";

import { GainAmount, GainPercent } from "@/components/gain";
import { currencyCode, Money } from "@/components/money";
import type { CurrencyTotal } from "@/contracts/portfolio";

const cell = "border-t border-line px-2 py-3 text-right whitespace-nowrap";

/** One total per currency. */
export function HoldingsFooter({ totals }: { totals: readonly CurrencyTotal[] }) {
  return (
    <tfoot className="font-semibold">
      {totals.map((total) => (
        <tr key={currencyCode(total.currency)}>
          <th scope="row" colSpan={4} className="border-t border-line px-4 py-3 text-left">
            Total {currencyCode(total.currency) ?? "without currency"}
          </th>
          <td className={cell}>
            <Money amount={total.total} currency={total.currency} />
          </td>
          <td className={cell} colSpan={2} />
          <td className={cell}>
            <GainAmount amount={total.unrealizedGain} currency={total.currency} />
          </td>
          <td className={`${cell} pr-4`}>
            <GainPercent fraction={total.unrealizedGainFraction} />
          </td>
        </tr>
      ))}
    </tfoot>
  );
}
