"use client";

import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { GainAmount, GainArrow, GainPercent, Unknown } from "@/components/gain";
import { currencyCode, Money } from "@/components/money";
import { formatShare } from "@/components/percent";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { CurrencyTotal } from "@/contracts/portfolio";
import { INCOMPLETE_TEXTS } from "./incomplete-texts";

/** All that is owned in one currency. */
export function TotalCard({ total }: { total: CurrencyTotal }) {
  const { currency } = total;
  const code = currencyCode(currency) ?? "No currency";
  return (
    <Card aria-label={`Total in ${code}`} className="@container flex flex-col p-5 sm:p-6">
      <div className="flex items-center justify-between gap-3">
        <p className="text-sm font-medium text-muted">Total value</p>
        <Badge>{code}</Badge>
      </div>
      <p className="mt-1.5 text-[2rem] leading-tight font-semibold tracking-[-0.025em] tabular-nums sm:text-4xl">
        <Money amount={total.total} currency={currency} />
      </p>
      <dl className="mt-6 grid grid-cols-2 gap-x-6 gap-y-4 border-t border-line pt-4 tabular-nums @lg:grid-cols-[auto_auto_1fr] @lg:gap-x-10">
        <Figure label="Positions">
          <Money amount={total.positions} currency={currency} />
        </Figure>
        <Figure label="Cash">
          <Money amount={total.derivedCash} currency={currency} />
        </Figure>
        <Figure label="Unrealized gain" className="@max-lg:col-span-2">
          <UnrealizedGain total={total} />
        </Figure>
      </dl>
      {total.incomplete.length > 0 && <IncompleteReasons reasons={total.incomplete} />}
    </Card>
  );
}

function Figure({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div className={className}>
      <dt className="eyebrow">{label}</dt>
      <dd className="mt-1 text-[0.9375rem] font-medium">{children}</dd>
    </div>
  );
}

function UnrealizedGain({ total }: { total: CurrencyTotal }) {
  if (total.unrealizedGain === null) {
    return (
      <>
        <Unknown />
        <span className="block text-xs font-normal text-muted">No position's cost basis is known.</span>
      </>
    );
  }
  const missing = total.missingBasisCount;
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2">
        <GainArrow amount={total.unrealizedGain} />
        <GainAmount amount={total.unrealizedGain} currency={total.currency} />
        <GainPercent fraction={total.unrealizedGainFraction} />
      </span>
      {missing > 0 && total.basisCoverage !== null && (
        <span className="mt-0.5 block text-xs font-normal text-muted">
          Covers {formatShare(total.basisCoverage)} of the value: the cost basis of {missing}{" "}
          {missing === 1 ? "position" : "positions"} is unknown.
        </span>
      )}
    </>
  );
}

function IncompleteReasons({ reasons }: { reasons: CurrencyTotal["incomplete"] }) {
  return (
    <ul className="mt-4 space-y-1 border-t border-line pt-3 text-xs text-muted">
      {reasons.map((reason) => (
        <li key={reason} className="flex gap-2">
          <Info aria-hidden className="mt-px size-3.5 shrink-0 text-warn" />
          {INCOMPLETE_TEXTS[reason]}
        </li>
      ))}
    </ul>
  );
}
