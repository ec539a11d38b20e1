"use client";

import { Money } from "@/components/money";
import { Nothing } from "@/components/nothing";
import { Quantity } from "@/components/quantity";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-names";
import type { ActivityRow } from "@/contracts/activity";
import { activityTitle, STATUS_HINTS, STATUS_TEXTS } from "./activity-texts";

type Props = { row: ActivityRow };
const isZero = (text: string) => !/[1-9]/.test(text);

export function StatusBadge({ row }: Props) {
  if (row.status === "live") return null;
  return (
    <Badge tone={row.status === "cancelled" ? "warn" : "neutral"} title={STATUS_HINTS[row.status]}>
      {STATUS_TEXTS[row.status]}
    </Badge>
  );
}

/** Money that came in has a plus, money that went out a minus. */
export function CashChange({ row }: Props) {
  const isIn = row.status === "live" && !row.cashChange.startsWith("-") && !isZero(row.cashChange);
  return (
    <Money
      amount={row.cashChange}
      currency={row.currency}
      sign="exceptZero"
      className={cn("font-medium", isIn && "text-gain", row.status !== "live" && "text-muted line-through")}
    />
  );
}

export function Units({ row }: Props) {
  return isZero(row.quantity) ? <Nothing /> : <Quantity quantity={row.quantity} />;
}

export function UnitPrice({ row }: Props) {
  return isZero(row.price) ? <Nothing /> : <Money amount={row.price} currency={row.currency} isUnitPrice />;
}

export function Fees({ row }: Props) {
  return row.fees === null ? <Nothing /> : <Money amount={row.fees} currency={row.currency} />;
}

/** The security, as a way to what else happened to it; plain text where there is none, or nowhere to go. */
export function Title({ row, onSecurity }: Props & { onSecurity?: (securityId: string) => void }) {
  const { securityId } = row;
  const title = activityTitle(row);
  if (securityId === null || !onSecurity) {
    return (
      <span title={title} className="min-w-0 truncate">
        {title}
      </span>
    );
  }
  return (
    <button
      type="button"
      title={`Show only ${row.securityName ?? title}`}
      onClick={() => onSecurity(securityId)}
      className="max-w-full min-w-0 truncate rounded text-left font-medium hover:text-accent hover:underline focus-visible:-outline-offset-2"
    >
      {title}
    </button>
  );
}
