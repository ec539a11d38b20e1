"use client";

import { AccountName } from "@/components/account-name";
import { CalendarDay } from "@/components/date";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { Table } from "@/components/ui/table";
import { useWindowRows } from "@/components/ui/use-window-rows";
import { CashChange, Fees, StatusBadge, Title, UnitPrice, Units } from "./activity-parts";
import { type ActivityLine, activityKey, KIND_TEXTS, plaidKindText } from "./activity-texts";

// Rows are grids, for those out of sight are not there; some browsers take such a table for none unless it says so.
const ROLES = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  head: { role: "columnheader" },
  rowHead: { role: "rowheader" },
  cell: { role: "cell" },
} as const;
const COLUMNS =
  "grid grid-cols-[6.25rem_minmax(0,1.2fr)_minmax(0,1.15fr)_minmax(0,1.75fr)_minmax(6.5rem,0.85fr)_minmax(5.5rem,0.85fr)_minmax(4rem,0.65fr)_minmax(7rem,1.15fr)] gap-x-4 px-4";
const ROW_PX = 58;
const FIRST_VIEW = { width: 1200, height: 900 };
const HEADS = ["Date", "Account", "Kind", "Security", "Quantity", "Price", "Fees", "Amount"] as const;
const FIRST_NUMBER = HEADS.indexOf("Quantity");

type Props = {
  lines: readonly ActivityLine[];
  /** Whether there are no more than these. */
  isComplete: boolean;
  onSecurity?: (securityId: string) => void;
};

/** A table of which only the rows in sight are there. */
export function ActivityTable({ lines, isComplete, onSecurity }: Props) {
  const { list, shown } = useWindowRows<ActivityLine, HTMLTableSectionElement>({
    rows: lines,
    keyOf: ({ row }) => activityKey(row),
    sizeOf: () => ROW_PX,
    firstView: FIRST_VIEW,
  });
  return (
    <Card className="hidden wide:block">
      <Table
        caption="Transactions, newest first"
        className="block"
        aria-rowcount={isComplete ? lines.length + 1 : -1}
        {...ROLES.table}
      >
        <thead className="sticky top-16 z-10 block" {...ROLES.group}>
          <tr
            className={cn(COLUMNS, "rounded-t-2xl border-b border-line bg-surface py-2.5")}
            aria-rowindex={1}
            {...ROLES.row}
          >
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
        <tbody className="block" {...list} {...ROLES.group}>
          {shown.map(({ row, key, index, line }) => (
            <tr
              key={key}
              {...line}
              aria-rowindex={index + 2}
              className={cn(
                COLUMNS,
                "min-h-14.5 items-center py-2 hover:bg-sunken/50",
                row.isLastOfDay && index < lines.length - 1 && "border-b border-line",
              )}
              {...ROLES.row}
            >
              <ActivityCells {...row} onSecurity={onSecurity} />
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

/** On two lines where one is too short, such as a price in a currency whose code stands behind it. */
const number = "line-clamp-2 text-right wrap-anywhere";

function ActivityCells({ row, isFirstOfDay, onSecurity }: ActivityLine & Pick<Props, "onSecurity">) {
  return (
    <>
      <td className="whitespace-nowrap" {...ROLES.cell}>
        <CalendarDay date={row.date} className={isFirstOfDay ? "font-medium" : "text-muted"} />
      </td>
      <td className="min-w-0" {...ROLES.cell}>
        <p className="truncate">{row.institutionName ?? "Brokerage"}</p>
        <AccountName name={row.accountName ?? "Account"} mask={row.accountMask} className="text-xs text-muted" />
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
    </>
  );
}
