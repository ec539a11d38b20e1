"use client";

import type { ReactNode } from "react";
import { GainAmount, GainPercent, Unknown } from "@/components/gain";
import { Money } from "@/components/money";
import { cn } from "@/components/ui/class-names";
import type { HoldingSubtotal } from "@/contracts/holdings";
import type { HoldingColumn } from "@/domain/holding-list";
import { CELL, cellRole, NUMBER } from "./grid-styles";
import { GainMark } from "./incomplete-marks";

const FIGURES: Partial<Record<HoldingColumn, (of: HoldingSubtotal) => ReactNode>> = {
  value: (of) => <Money amount={of.value} currency={of.currency} />,
  costBasis: (of) => (of.costBasis === null ? <Unknown /> : <Money amount={of.costBasis} currency={of.currency} />),
  gain: (of) => (
    <span className="inline-flex items-center justify-end gap-1">
      <GainMark of={of} />
      <GainAmount amount={of.unrealizedGain} currency={of.currency} />
    </span>
  ),
  gainPercent: (of) => <GainPercent fraction={of.unrealizedGainFraction} />,
};

/** What can be summed up, under the columns of what it sums; the first column is the caller's. */
export function SubtotalCells({
  of,
  columns,
  isAfterAccount = false,
}: {
  of: HoldingSubtotal;
  columns: readonly HoldingColumn[];
  /** The caller's cell reaches over the account's column. */
  isAfterAccount?: boolean;
}) {
  const first = isAfterAccount ? 2 : 1;
  return columns.slice(first).map((column, index) => (
    <div key={column} {...cellRole("gridcell", first + index + 1)} className={cn(CELL, NUMBER)}>
      {of.count > 0 && FIGURES[column]?.(of)}
    </div>
  ));
}
