"use client";

import { CalendarDay } from "@/components/date";
import { GainAmount, GainPercent } from "@/components/gain";
import { SecurityMark } from "@/components/holdings/security-mark";
import { Money } from "@/components/money";
import { Card, CardHeader } from "@/components/ui/card";
import type { Movers } from "@/contracts/overview";

/** The securities whose price did most to what was held on the day before. */
export function MoversCard({ movers }: { movers: Movers }) {
  return (
    <Card aria-labelledby="movers">
      <CardHeader title="Top movers" titleId="movers" />
      <p className="px-5 text-xs text-muted">
        By price since <CalendarDay date={movers.since} />, of what was held then
      </p>
      {movers.rows.length === 0 ? (
        <p className="px-5 pt-3 pb-5 text-sm text-muted">No price has changed since.</p>
      ) : (
        <ul className="divide-y divide-line px-5 pt-1 pb-2">
          {movers.rows.map((row) => (
            <li key={row.securityId} className="flex items-center gap-3 py-2.5">
              <SecurityMark row={{ ...row, kind: "position" }} />
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm font-medium">{row.tickerSymbol ?? row.name}</p>
                <p className="truncate text-xs text-muted tabular-nums">
                  <Money amount={row.priceBefore} currency={row.currency} isUnitPrice /> →{" "}
                  <Money amount={row.price} currency={row.currency} isUnitPrice />
                </p>
              </div>
              <div className="text-right text-sm tabular-nums">
                <p className="font-medium">
                  <GainAmount amount={row.amount} currency={row.currency} />
                </p>
                <p className="text-xs">
                  <GainPercent fraction={row.fraction} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
