"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useScopedHref } from "@/client/use-scoped-href";
import { GainAmount, GainPercent } from "@/components/gain";
import { groupByCurrency } from "@/components/holdings/group-by-currency";
import { accountText, holdingKey } from "@/components/holdings/holding-texts";
import { SecurityMark } from "@/components/holdings/security-mark";
import { currencyCode, Money } from "@/components/money";
import { formatPercent } from "@/components/percent";
import { Card, CardHeader } from "@/components/ui/card";
import type { HoldingRow } from "@/contracts/portfolio";

/** The largest positions, per currency: amounts of different currencies are not compared. */
export function TopHoldings({ rows }: { rows: readonly HoldingRow[] }) {
  const holdingsHref = useScopedHref("/holdings");
  const groups = groupByCurrency(rows);
  return (
    <Card aria-labelledby="top-holdings">
      <CardHeader
        title="Top holdings"
        titleId="top-holdings"
        aside={
          <Link
            href={holdingsHref}
            className="inline-flex items-center gap-1 rounded text-[0.8125rem] font-medium text-accent hover:underline"
          >
            All holdings
            <ArrowRight aria-hidden className="size-4" />
          </Link>
        }
      />
      {rows.length === 0 && <p className="px-5 pb-5 text-sm text-muted">No positions.</p>}
      {[...groups].map(([key, group]) => (
        <div key={key}>
          {groups.size > 1 && group[0] && (
            <h3 className="eyebrow px-5 pt-3">{currencyCode(group[0].currency) ?? "No currency"}</h3>
          )}
          <ul className="divide-y divide-line px-5 pb-1">
            {group.map((row) => (
              <TopHolding key={holdingKey(row)} row={row} largest={largestWeight(group)} />
            ))}
          </ul>
        </div>
      ))}
    </Card>
  );
}

function TopHolding({ row, largest }: { row: HoldingRow; largest: number }) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-3 sm:grid-cols-[minmax(0,1fr)_9rem_9.5rem] sm:gap-x-6">
      <div className="flex min-w-0 items-center gap-3">
        <SecurityMark row={row} />
        <div className="min-w-0">
          <p className="truncate text-sm font-medium">{row.tickerSymbol ?? row.name}</p>
          <p className="truncate text-xs text-muted">
            {row.tickerSymbol !== null && `${row.name} · `}
            {accountText(row)}
          </p>
        </div>
      </div>
      {row.weight === null ? <span className="max-sm:hidden" /> : <Weight weight={row.weight} largest={largest} />}
      <div className="text-right tabular-nums">
        <p className="text-sm font-medium">
          <Money amount={row.value} currency={row.currency} />
        </p>
        <p className="flex justify-end gap-1.5 text-xs">
          <GainAmount amount={row.gain} currency={row.currency} className="max-sm:hidden" />
          {row.gain !== null && <GainPercent fraction={row.gainFraction} />}
        </p>
      </div>
    </li>
  );
}

// The bars are for the eye and may lose digits: each is drawn against the longest.
const largestWeight = (rows: readonly HoldingRow[]) => Math.max(...rows.map((row) => Number(row.weight ?? 0)));

/** Share of the currency's total. */
function Weight({ weight, largest }: { weight: string; largest: number }) {
  const share = largest > 0 ? Math.max(0, (Number(weight) / largest) * 100) : 0;
  return (
    <div className="flex items-center gap-2 max-sm:hidden">
      <div aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunken">
        <div className="h-full rounded-full bg-accent/75" style={{ width: `${share}%` }} />
      </div>
      <span className="w-11 text-right text-xs text-muted tabular-nums">{formatPercent(weight, { places: 1 })}</span>
    </div>
  );
}
