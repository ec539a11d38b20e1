"use client";

import type { ReactNode } from "react";
import { GainAmount, GainArrow, GainPercent, Unknown } from "@/components/gain";
import { currencyCode, Money } from "@/components/money";
import { formatShare, Percent } from "@/components/percent";
import { Quantity } from "@/components/quantity";
import { TruthLabel } from "@/components/truth-label";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { SecurityTotal } from "@/contracts/security";

/** The security in all accounts of one currency. */
export function SecurityTotalCard({ total }: { total: SecurityTotal }) {
  const code = currencyCode(total.currency) ?? "No currency";
  return (
    <Card aria-label={`Position in ${code}`} className="@container flex flex-col p-5 sm:p-6">
      <div className="flex items-center justify-between gap-3">
        <p className="text-sm font-medium text-muted">Value</p>
        <TotalLabels total={total} />
      </div>
      <TotalFigures total={total} />
    </Card>
  );
}

/** How far its figures can be relied on, and their currency. */
export function TotalLabels({ total }: { total: SecurityTotal }) {
  const { currency, positionCount, missingBasisCount } = total;
  const money = (amount: string | null) =>
    amount === null ? <Unknown /> : <Money amount={amount} currency={currency} />;
  return (
    <div className="flex items-center gap-3">
      <TruthLabel
        figure="Value and gain"
        truth={total.truth}
        formula="The value that the brokerages state, of all accounts together. The gain is value minus cost basis, where that is known."
        inputs={[
          ["Accounts", positionCount],
          ["of them with a cost basis", positionCount - missingBasisCount],
          ["Value", money(total.value)],
          ["Cost basis", money(total.costBasis)],
          ["Gain", <GainAmount key="gain" amount={total.gain} currency={currency} />],
        ]}
      />
      <Badge>{currencyCode(currency) ?? "No currency"}</Badge>
    </div>
  );
}

/** The same figures wherever they stand. */
export function TotalFigures({ total }: { total: SecurityTotal }) {
  const { currency } = total;
  return (
    <>
      <p className="mt-1 text-[2rem] leading-tight font-semibold tracking-[-0.025em] tabular-nums">
        <Money amount={total.value} currency={currency} />
      </p>
      <dl className="mt-5 grid grid-cols-2 gap-x-6 gap-y-4 border-t border-line pt-4 tabular-nums @lg:grid-cols-4">
        <Figure label="Quantity">
          <Quantity quantity={total.quantity} contracts={total.contracts} />
        </Figure>
        <Figure label="Cost basis">
          {total.costBasis === null ? <Unknown /> : <Money amount={total.costBasis} currency={currency} />}
        </Figure>
        <Figure label="Unrealized gain">
          <Gain total={total} />
        </Figure>
        <Figure label="Weight">
          {total.weight === null ? <Unknown /> : <Percent fraction={total.weight} places={1} />}
          <span className="block text-xs font-normal text-muted">
            of all in {currencyCode(currency) ?? "no currency"}
          </span>
        </Figure>
      </dl>
    </>
  );
}

function Gain({ total }: { total: SecurityTotal }) {
  if (total.gain === null) return <Unknown />;
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2">
        <GainArrow amount={total.gain} />
        <GainAmount amount={total.gain} currency={total.currency} />
        <GainPercent fraction={total.gainFraction} />
      </span>
      {total.missingBasisCount > 0 && total.basisCoverage !== null && (
        <span className="mt-0.5 block text-xs font-normal text-muted">
          Covers {formatShare(total.basisCoverage)} of the value
        </span>
      )}
    </>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="eyebrow">{label}</dt>
      <dd className="mt-1 text-[0.9375rem] font-medium">{children}</dd>
    </div>
  );
}
