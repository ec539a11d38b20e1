"use client";

import type { ReactNode } from "react";
import { CalendarDay } from "@/components/date";
import { GainAmount, GainPercent, Unknown } from "@/components/gain";
import { Money } from "@/components/money";
import { Percent } from "@/components/percent";
import { Quantity } from "@/components/quantity";
import { cn } from "@/components/ui/class-names";
import { TableCell, TableRow } from "@/components/ui/table";
import type { HoldingRow } from "@/contracts/portfolio";
import { accountText, holdingKey, securityDetail, securityTypeText } from "./holding-texts";
import { SecurityMark } from "./security-mark";
import type { HoldingGroup } from "./use-holdings-table";

export function HoldingRows({ group }: { group: HoldingGroup }) {
  return (
    <>
      {group.positions.map((row) => (
        <HoldingTableRow key={holdingKey(row)} row={row} />
      ))}
      {group.cash.map((row) => (
        <HoldingTableRow key={holdingKey(row)} row={row} />
      ))}
    </>
  );
}

const right = "text-right whitespace-nowrap";

function HoldingTableRow({ row }: { row: HoldingRow }) {
  const isCash = row.kind === "derived_cash";
  return (
    <TableRow className={cn(isCash && "[&>*]:bg-sunken/35")}>
      <th
        scope="row"
        className="border-b border-line py-2.5 pr-2 pl-4 text-left font-normal group-hover/row:bg-sunken/50"
      >
        <div className="flex items-center gap-3">
          <SecurityMark row={row} />
          <div className="min-w-0">
            <p className="line-clamp-2 max-w-40 font-medium 2xl:max-w-60">
              {isCash ? row.name : (row.tickerSymbol ?? row.name)}
              <SecurityType row={row} />
            </p>
            <p className="max-w-40 truncate text-xs text-muted 2xl:max-w-60" title={row.name}>
              {securityDetail(row)}
            </p>
          </div>
        </div>
      </th>
      <TableCell>
        <p className="max-w-28 truncate 2xl:max-w-40">{row.institutionName ?? "Brokerage"}</p>
        <p className="max-w-28 truncate 2xl:max-w-40 text-xs text-muted" title={accountText(row)}>
          {accountText(row)}
        </p>
      </TableCell>
      <TableCell className={right}>
        {row.quantity === null ? <Nothing /> : <Quantity quantity={row.quantity} contracts={row.contracts} />}
      </TableCell>
      <TableCell className={right}>
        {row.price === null ? <Nothing /> : <Money amount={row.price} currency={row.currency} isUnitPrice />}
        {row.priceAsOf && <CalendarDay date={row.priceAsOf} className="block text-xs text-muted" />}
      </TableCell>
      <TableCell className={cn(right, "font-medium")}>
        <Money amount={row.value} currency={row.currency} />
      </TableCell>
      <TableCell className={right}>
        {row.weight === null ? <Nothing /> : <Percent fraction={row.weight} places={1} />}
      </TableCell>
      <TableCell className={right}>
        <Known isCash={isCash}>
          {row.costBasis === null ? <Unknown /> : <Money amount={row.costBasis} currency={row.currency} />}
        </Known>
      </TableCell>
      <TableCell className={right}>
        <Known isCash={isCash}>
          <GainAmount amount={row.gain} currency={row.currency} />
        </Known>
      </TableCell>
      <TableCell className={right}>
        <Known isCash={isCash}>
          <GainPercent fraction={row.gainFraction} />
        </Known>
      </TableCell>
    </TableRow>
  );
}

function SecurityType({ row }: { row: HoldingRow }) {
  const text = securityTypeText(row);
  return text && <span className="ml-2 text-xs font-normal whitespace-nowrap text-muted">{text}</span>;
}

/** Cash has no basis to be unknown. */
function Known({ isCash, children }: { isCash: boolean; children: ReactNode }) {
  return isCash ? <Nothing /> : children;
}

function Nothing() {
  return (
    <>
      <span aria-hidden className="text-muted">
        –
      </span>
      <span className="sr-only">none</span>
    </>
  );
}
