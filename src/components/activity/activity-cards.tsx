"use client";

import type { ReactNode } from "react";
import { CalendarDay, formatCalendarDate } from "@/components/date";
import type { ActivityRow } from "@/contracts/activity";
import { CashChange, Fees, StatusBadge, Title, UnitPrice, Units } from "./activity-parts";
import { type ActivityDay, activityAccountText, activityKey, KIND_TEXTS, plaidKindText } from "./activity-texts";

const CARD_REM = 9.5;

/** The transactions for narrow screens: a card each, by date. */
export function ActivityCards({
  days,
  onSecurity,
}: {
  days: readonly ActivityDay[];
  onSecurity?: (securityId: string) => void;
}) {
  return (
    <div className="grid grid-cols-1 gap-5 wide:hidden">
      {days.map((day) => (
        <section
          key={day.date}
          aria-label={`Transactions of ${formatCalendarDate(day.date)}`}
          className="[content-visibility:auto]"
          style={{ containIntrinsicBlockSize: `auto ${day.rows.length * CARD_REM}rem` }}
        >
          <h2 className="mb-2 text-sm font-semibold">
            <CalendarDay date={day.date} />
          </h2>
          <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
            {day.rows.map((row) => (
              <ActivityCard key={activityKey(row)} row={row} onSecurity={onSecurity} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function ActivityCard({ row, onSecurity }: { row: ActivityRow; onSecurity?: (securityId: string) => void }) {
  return (
    <li className="rounded-xl border border-line bg-surface p-4 tabular-nums">
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
        <div className="col-span-3 min-w-0 text-xs text-muted">
          <dt className="sr-only">Account</dt>
          <dd className="truncate">
            {[row.institutionName ?? "Brokerage", activityAccountText(row)].filter(Boolean).join(" · ")}
          </dd>
        </div>
      </dl>
    </li>
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
