"use client";

import type { ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { currencyCode, Money } from "@/components/money";
import type { CurrencyOverview } from "@/contracts/overview";
import { currencyKey } from "@/domain/currency";

/** What is owned in each currency. There are no weights among them: amounts of different currencies are not compared. */
export function CurrencyList({ totals, toolbar }: { totals: readonly CurrencyOverview[]; toolbar: ReactNode }) {
  return (
    <ChartFrame title="Allocation" titleId="allocation-by-currency" toolbar={toolbar} picture={null} table={null}>
      <ul className="divide-y divide-line px-5">
        {totals.map((total) => (
          <li key={currencyKey(total.currency)} className="flex items-baseline justify-between gap-4 py-3 tabular-nums">
            <span className="font-medium">{currencyCode(total.currency) ?? "No currency"}</span>
            <span className="ml-auto text-sm text-muted">
              {total.investedCount} {total.investedCount === 1 ? "position" : "positions"} beside cash
            </span>
            <Money amount={total.total} currency={total.currency} className="font-medium" />
          </li>
        ))}
      </ul>
      <p className="px-5 pt-2 pb-5 text-xs text-muted">
        {totals.length > 1
          ? "Amounts in different currencies are neither added nor compared, so they have no shares of a whole."
          : "Everything is in this one currency."}
      </p>
    </ChartFrame>
  );
}
