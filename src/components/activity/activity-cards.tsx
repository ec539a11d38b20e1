"use client";

import type { ReactNode } from "react";
import { CalendarDay } from "@/components/date";
import { cn } from "@/components/ui/class-names";
import { useWindowRows } from "@/components/ui/use-window-rows";
import type { ActivityRow } from "@/contracts/activity";
import { CashChange, Fees, StatusBadge, Title, UnitPrice, Units } from "./activity-parts";
import {
  type ActivityLine,
  activityAccountText,
  activityKey,
  activityTitle,
  KIND_TEXTS,
  plaidKindText,
} from "./activity-texts";

const CARD_PX = 164;
const HEADING_PX = 44;
const FIRST_VIEW = { width: 390, height: 1200 };

type Props = { lines: readonly ActivityLine[]; onSecurity?: (securityId: string) => void };

/** The transactions for narrow screens: a card each, by date; only those in sight are there. */
export function ActivityCards({ lines, onSecurity }: Props) {
  const { list, shown } = useWindowRows<ActivityLine, HTMLUListElement>({
    rows: lines,
    keyOf: ({ row }) => activityKey(row),
    sizeOf: ({ isFirstOfDay }) => CARD_PX + (isFirstOfDay ? HEADING_PX : 0),
    firstView: FIRST_VIEW,
  });
  return (
    <ul aria-label="Transactions" className="wide:hidden" {...list}>
      {shown.map(({ row: { row, isFirstOfDay }, key, index, line }) => (
        <li key={key} {...line} className="pb-3">
          {isFirstOfDay && (
            <h2 className={cn("mb-2 text-sm font-semibold", index > 0 && "pt-2")}>
              <CalendarDay date={row.date} />
            </h2>
          )}
          <ActivityCard row={row} onSecurity={onSecurity} />
        </li>
      ))}
    </ul>
  );
}

function ActivityCard({ row, onSecurity }: { row: ActivityRow; onSecurity?: (securityId: string) => void }) {
  return (
    <article aria-label={activityTitle(row)} className="rounded-xl border border-line bg-surface p-4 tabular-nums">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-semibold">
            <Title row={row} onSecurity={onSecurity} />
          </p>
          <p className="truncate text-xs text-muted" title={plaidKindText(row)}>
            {row.label} · {KIND_TEXTS[row.kind]}
          </p>
        </div>
        <div className="grid justify-items-end gap-1 text-sm">
          <CashChange row={row} />
          <StatusBadge row={row} />
        </div>
      </div>
      <dl className="mt-3 grid grid-cols-3 gap-x-4 gap-y-2 border-t border-line pt-3 text-[0.8125rem]">
        <Fact label="Quantity">
          <Units row={row} />
        </Fact>
        <Fact label="Price">
          <UnitPrice row={row} />
        </Fact>
        <Fact label="Fees">
          <Fees row={row} />
        </Fact>
        <div className="col-span-2 min-w-0 text-xs text-muted">
          <dt className="sr-only">Account</dt>
          <dd className="wrap-anywhere">
            {[row.institutionName ?? "Brokerage", activityAccountText(row)].filter(Boolean).join(" · ")}
          </dd>
        </div>
        <div className="text-xs text-muted">
          <dt className="sr-only">Date</dt>
          <dd>
            <CalendarDay date={row.date} />
          </dd>
        </div>
      </dl>
    </article>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="truncate">{children}</dd>
    </div>
  );
}
