"use client";

import { CalendarDay, formatCalendarDate } from "@/components/date";
import { GainAmount, GainArrow, GainPercent } from "@/components/gain";
import { Money } from "@/components/money";
import { TruthLabel } from "@/components/truth-label";
import type { CurrencyDto } from "@/contracts/money";
import type { DayChange } from "@/contracts/overview";
import { FIGURE, FigureCard } from "./figure-card";

/** What the value changed by since the last date before, or that there is none yet. */
export function DayChangeCard({ change, currency }: { change: DayChange | null; currency: CurrencyDto }) {
  if (change === null) {
    return (
      <FigureCard label="Day change" truth={null} detail="It shows after the first refresh on a later day.">
        <p className="text-lg font-medium text-muted">Nothing to compare with yet</p>
      </FigureCard>
    );
  }
  const { previousDate, date, amount, fraction, truth } = change;
  const money = (value: string) => <Money amount={value} currency={currency} />;
  return (
    <FigureCard
      label="Day change"
      truth={
        <TruthLabel
          figure="Day change"
          truth={truth}
          formula="Value as last seen minus value at the end of the last day before on which anything was seen. Deposits and withdrawals are in it."
          inputs={[
            [formatCalendarDate(date), money(change.value)],
            [formatCalendarDate(previousDate), money(change.previousValue)],
            ["Change", <GainAmount key="change" amount={amount} currency={currency} />],
          ]}
        />
      }
      detail={
        <>
          Since <CalendarDay date={previousDate} />, incl. deposits
        </>
      }
    >
      <p className={FIGURE}>
        <GainAmount amount={amount} currency={currency} />
      </p>
      <p className="mt-1 flex items-center gap-1.5 text-sm font-medium">
        <GainArrow amount={amount} />
        <GainPercent fraction={fraction} />
      </p>
    </FigureCard>
  );
}
