"use client";

import { GainAmount, GainArrow, GainPercent, Unknown } from "@/components/gain";
import { currencyCode, Money } from "@/components/money";
import { formatShare } from "@/components/percent";
import { TruthLabel } from "@/components/truth-label";
import { Badge } from "@/components/ui/badge";
import type { CurrencyOverview } from "@/contracts/overview";
import { DayChangeCard } from "./day-change-card";
import { FIGURE, FigureCard } from "./figure-card";

/** All that is owned in one currency in three figures. */
export function CurrencyFigures({ total }: { total: CurrencyOverview }) {
  const code = currencyCode(total.currency) ?? "No currency";
  return (
    <section aria-label={`Total in ${code}`} className="grid grid-cols-1 gap-4 md:grid-cols-2 lg:grid-cols-3">
      <TotalCard total={total} code={code} />
      <DayChangeCard change={total.dayChange} currency={total.currency} />
      <GainCard total={total} />
    </section>
  );
}

function TotalCard({ total, code }: { total: CurrencyOverview; code: string }) {
  const { currency, totalTruth } = total;
  const money = (amount: string) => <Money amount={amount} currency={currency} />;
  return (
    <FigureCard
      label="Total value"
      aside={<Badge>{code}</Badge>}
      className="md:max-lg:col-span-2"
      truth={
        <TruthLabel
          figure={`Total value in ${code}`}
          truth={totalTruth}
          formula="The value that the brokerages state of each position, plus the cash that account balances hold beside them. Other currencies are never added."
          inputs={[
            ["Positions", money(total.positions)],
            ["Cash beside positions", money(total.derivedCash)],
            ["Total", money(total.total)],
          ]}
        />
      }
      detail={
        <>
          {money(total.positions)} in positions, {money(total.derivedCash)} cash
        </>
      }
    >
      <p className="text-[2rem] leading-tight font-semibold tracking-[-0.03em]">{money(total.total)}</p>
    </FigureCard>
  );
}

function GainCard({ total }: { total: CurrencyOverview }) {
  const { currency, unrealizedGain, unrealizedGainFraction, basisCoverage, gainTruth, missingBasisCount } = total;
  const covered = total.investedCount - missingBasisCount;
  return (
    <FigureCard
      label="Unrealized gain"
      truth={
        <TruthLabel
          figure="Unrealized gain"
          truth={gainTruth}
          formula="Value minus cost basis, of the positions whose cost basis is known. Cash has neither."
          inputs={[
            ["Positions counted", `${covered} of ${total.investedCount}`],
            ["Value covered", basisCoverage === null ? <Unknown key="coverage" /> : formatShare(basisCoverage)],
            ["Gain", <GainAmount key="gain" amount={unrealizedGain} currency={currency} />],
          ]}
        />
      }
      detail={
        unrealizedGain === null || basisCoverage === null
          ? "No position's cost basis is known."
          : `Covers ${formatShare(basisCoverage)} of the value`
      }
    >
      {unrealizedGain === null ? (
        <p className={FIGURE}>
          <Unknown />
        </p>
      ) : (
        <>
          <p className={FIGURE}>
            <GainAmount amount={unrealizedGain} currency={currency} />
          </p>
          <p className="mt-1 flex items-center gap-1.5 text-sm font-medium">
            <GainArrow amount={unrealizedGain} />
            <GainPercent fraction={unrealizedGainFraction} />
          </p>
        </>
      )}
    </FigureCard>
  );
}
