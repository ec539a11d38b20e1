"use client";

import { Clock } from "lucide-react";
import type { ReactNode } from "react";
import { AccountName } from "@/components/account-name";
import { CalendarAge, formatCalendarDate } from "@/components/date";
import { GainAmount, GainPercent, Unknown } from "@/components/gain";
import { currencyCode, Money } from "@/components/money";
import { Nothing } from "@/components/nothing";
import { Percent } from "@/components/percent";
import { Quantity } from "@/components/quantity";
import type { HoldingListRow } from "@/contracts/holdings";
import type { HoldingColumn } from "@/domain/holding-list";

type Props = { row: HoldingListRow };

const isCash = (row: HoldingListRow) => row.kind === "derived_cash";

/** The figures of a holding, by column. What does not apply is a dash, what is not known says so. */
export const CELLS: Record<Exclude<HoldingColumn, "security">, (row: HoldingListRow) => ReactNode> = {
  account: (row) => <AccountCell row={row} />,
  quantity: (row) =>
    row.quantity === null ? <Nothing /> : <Quantity quantity={row.quantity} contracts={row.contracts} />,
  price: (row) => <PriceCell row={row} />,
  value: (row) => <Money amount={row.value} currency={row.currency} className="font-medium" />,
  weight: (row) => (row.weight === null ? <Nothing /> : <Percent fraction={row.weight} places={1} />),
  costBasis: (row) => (isCash(row) ? <Nothing /> : <CostBasis row={row} />),
  gain: (row) => (isCash(row) ? <Nothing /> : <GainAmount amount={row.gain} currency={row.currency} />),
  gainPercent: (row) => (isCash(row) ? <Nothing /> : <GainPercent fraction={row.gainFraction} />),
  dayChange: (row) => <DayChange row={row} />,
  currency: (row) => currencyCode(row.currency) ?? <Unknown />,
};

function AccountCell({ row }: Props) {
  return (
    <>
      <span className="block truncate">{row.institutionName ?? "Brokerage"}</span>
      <AccountName name={row.accountName} mask={row.accountMask} className="text-xs text-muted" />
    </>
  );
}

function PriceCell({ row }: Props) {
  if (row.price === null) return <Nothing />;
  return (
    <>
      <Money amount={row.price} currency={row.currency} isUnitPrice />
      <PriceAge row={row} className="block text-xs" />
    </>
  );
}

/** Of which day the price is; a price too old to tell much of today is marked. */
export function PriceAge({ row, className }: Props & { className?: string }) {
  if (row.priceAsOf === null) return null;
  return (
    <span className={className}>
      {row.isPriceStale ? (
        <span className="inline-flex items-center gap-1 text-warn" title="This price is more than five days old">
          <Clock aria-hidden className="size-3" />
          <span className="sr-only">stale price, </span>
          <CalendarAge date={row.priceAsOf} />
        </span>
      ) : (
        <CalendarAge date={row.priceAsOf} className="text-muted" />
      )}
    </span>
  );
}

export function CostBasis({ row }: Props) {
  if (row.costBasis === null) return <Unknown />;
  return <Money amount={row.costBasis} currency={row.currency} />;
}

export function DayChange({ row }: Props) {
  if (isCash(row) || row.previousDate === null) return <Nothing />;
  const since = `Since ${formatCalendarDate(row.previousDate)}: change of price × what was held then`;
  return (
    <span title={row.dayChange === null ? "Not held then, not priced per unit, or split since" : since}>
      <GainAmount amount={row.dayChange} currency={row.currency} />
    </span>
  );
}
