"use client";

import type { ReactNode } from "react";
import { CalendarDay } from "@/components/date";
import { GainAmount, GainPercent, Unknown } from "@/components/gain";
import { currencyCode, Money } from "@/components/money";
import { Percent } from "@/components/percent";
import { Quantity } from "@/components/quantity";
import { Card } from "@/components/ui/card";
import type { CurrencyTotal, HoldingRow } from "@/contracts/portfolio";
import { accountText, holdingKey, securityDetail, securityTypeText } from "./holding-texts";
import { SecurityMark } from "./security-mark";
import type { HoldingGroup } from "./use-holdings-table";

/** The holdings for narrow screens: a card each, in the order of the table. */
export function HoldingCards({ groups, totals }: { groups: HoldingGroup[]; totals: readonly CurrencyTotal[] }) {
  return (
    <div className="grid grid-cols-1 gap-5 lg:hidden">
      {groups.map((group) => (
        <section key={group.key} aria-label={`Holdings in ${group.code}`}>
          {groups.length > 1 && <h2 className="mb-2 text-sm font-semibold">{group.code}</h2>}
          <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
            {[...group.positions, ...group.cash].map((row) => (
              <HoldingCard key={holdingKey(row)} row={row} />
            ))}
          </ul>
        </section>
      ))}
      {totals.length > 0 && (
        <Card aria-label="Totals" className="divide-y divide-line px-4 tabular-nums">
          {totals.map((total) => (
            <div
              key={currencyCode(total.currency)}
              className="flex items-baseline justify-between gap-4 py-3 font-semibold"
            >
              <span className="text-sm">Total {currencyCode(total.currency) ?? "without currency"}</span>
              <Money amount={total.total} currency={total.currency} />
            </div>
          ))}
        </Card>
      )}
    </div>
  );
}

function HoldingCard({ row }: { row: HoldingRow }) {
  return (
    <li className="rounded-xl border border-line bg-surface p-4 shadow-card tabular-nums">
      <div className="flex items-start gap-3">
        <SecurityMark row={row} />
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-semibold">
            {row.kind === "derived_cash" ? row.name : (row.tickerSymbol ?? row.name)}
          </p>
          <p className="truncate text-xs text-muted">{securityDetail(row)}</p>
        </div>
        <div className="text-right">
          <p className="text-sm font-semibold">
            <Money amount={row.value} currency={row.currency} />
          </p>
          {row.kind === "position" && (
            <p className="flex justify-end gap-1.5 text-xs">
              <GainAmount amount={row.gain} currency={row.currency} />
              {row.gain !== null && <GainPercent fraction={row.gainFraction} />}
            </p>
          )}
        </div>
      </div>
      <dl className="mt-3 grid grid-cols-2 gap-x-4 gap-y-2 border-t border-line pt-3 text-[0.8125rem]">
        {row.quantity !== null && (
          <Fact label="Quantity">
            <Quantity quantity={row.quantity} contracts={row.contracts} />
          </Fact>
        )}
        {row.price !== null && (
          <Fact label={row.priceAsOf ? <PriceLabel date={row.priceAsOf} /> : "Price"}>
            <Money amount={row.price} currency={row.currency} isUnitPrice />
          </Fact>
        )}
        {row.kind === "position" && (
          <Fact label="Cost basis">
            {row.costBasis === null ? <Unknown /> : <Money amount={row.costBasis} currency={row.currency} />}
          </Fact>
        )}
        {row.weight !== null && (
          <Fact label="Weight">
            <Percent fraction={row.weight} places={1} />
          </Fact>
        )}
        <div className="col-span-2 min-w-0 text-xs text-muted">
          <dt className="sr-only">Account</dt>
          <dd className="truncate">
            {[securityTypeText(row), row.institutionName, accountText(row)].filter(Boolean).join(" · ")}
          </dd>
        </div>
      </dl>
    </li>
  );
}

function PriceLabel({ date }: { date: string }) {
  return (
    <>
      Price, <CalendarDay date={date} />
    </>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="truncate">{children}</dd>
    </div>
  );
}
