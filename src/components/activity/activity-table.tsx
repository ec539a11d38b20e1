"use client";

import { CalendarDay } from "@/components/date";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { Table } from "@/components/ui/table";
import type { ActivityRow } from "@/contracts/activity";
import { CashChange, Fees, StatusBadge, Title, UnitPrice, Units } from "./activity-parts";
import { type ActivityDay, activityAccountText, activityKey, KIND_TEXTS, plaidKindText } from "./activity-texts";

// Rows are grids, so that days out of sight need not be laid out; some browsers take such a table for none unless it says so.
const ROLES = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  head: { role: "columnheader" },
  rowHead: { role: "rowheader" },
  cell: { role: "cell" },
} as const;
const COLUMNS =
  "grid grid-cols-[6.25rem_minmax(0,1.2fr)_minmax(0,1.15fr)_minmax(0,1.75fr)_minmax(0,0.85fr)_minmax(0,0.85fr)_minmax(0,0.65fr)_minmax(0,1.15fr)] gap-x-4 px-4";
const ROW_REM = 3.625;
const HEADS = ["Date", "Account", "Kind", "Security", "Quantity", "Price", "Fees", "Amount"] as const;
const FIRST_NUMBER = HEADS.indexOf("Quantity");

export function ActivityTable({
  days,
  onSecurity,
}: {
  days: readonly ActivityDay[];
  onSecurity?: (securityId: string) => void;
}) {
  return (
    <Card className="hidden wide:block">
      <Table caption="Transactions, newest first" className="block" {...ROLES.table}>
        <thead className="sticky top-16 z-10 block" {...ROLES.group}>
          <tr className={cn(COLUMNS, "rounded-t-2xl border-b border-line bg-surface py-2.5")} {...ROLES.row}>
            {HEADS.map((head, index) => (
              <th
                key={head}
                scope="col"
                className={cn("text-left text-xs font-medium text-muted", index >= FIRST_NUMBER && "text-right")}
                {...ROLES.head}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {days.map((day) => (
          <tbody
            key={day.date}
            className="block border-b border-line [content-visibility:auto] last:rounded-b-2xl last:border-0"
            style={{ containIntrinsicBlockSize: `auto ${day.rows.length * ROW_REM}rem` }}
            {...ROLES.group}
          >
            {day.rows.map((row, index) => (
              <ActivityTableRow key={activityKey(row)} row={row} isFirstOfDay={index === 0} onSecurity={onSecurity} />
            ))}
          </tbody>
        ))}
      </Table>
    </Card>
  );
}

const number = "truncate text-right whitespace-nowrap";

function ActivityTableRow({
  row,
  isFirstOfDay,
  onSecurity,
}: {
  row: ActivityRow;
  isFirstOfDay: boolean;
  onSecurity?: (securityId: string) => void;
}) {
  return (
    <tr className={cn(COLUMNS, "min-h-14.5 items-center py-2 hover:bg-sunken/50")} {...ROLES.row}>
      <td className="whitespace-nowrap" {...ROLES.cell}>
        <CalendarDay date={row.date} className={isFirstOfDay ? "font-medium" : "sr-only"} />
      </td>
      <td className="min-w-0" {...ROLES.cell}>
        <p className="truncate">{row.institutionName ?? "Brokerage"}</p>
        <p className="truncate text-xs text-muted" title={activityAccountText(row)}>
          {activityAccountText(row)}
        </p>
      </td>
      <td className="min-w-0" title={plaidKindText(row)} {...ROLES.cell}>
        <p className="truncate">{row.label}</p>
        <p className="truncate text-xs text-muted">{KIND_TEXTS[row.kind]}</p>
      </td>
      <th scope="row" className="min-w-0 text-left font-normal" {...ROLES.rowHead}>
        <p className="flex items-center gap-2">
          <Title row={row} onSecurity={onSecurity} />
          <StatusBadge row={row} />
        </p>
        {row.securityId !== null && (
          <p className="truncate text-xs text-muted" title={row.name}>
            {row.name}
          </p>
        )}
      </th>
      <td className={number} {...ROLES.cell}>
        <Units row={row} />
      </td>
      <td className={number} {...ROLES.cell}>
        <UnitPrice row={row} />
      </td>
      <td className={number} {...ROLES.cell}>
        <Fees row={row} />
      </td>
      <td className={number} {...ROLES.cell}>
        <CashChange row={row} />
      </td>
    </tr>
  );
}
