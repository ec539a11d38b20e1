"use client";

import type { Table as TableModel } from "@tanstack/react-table";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { Table } from "@/components/ui/table";
import type { CurrencyTotal, HoldingRow } from "@/contracts/portfolio";
import { HoldingRows } from "./holding-rows";
import { HoldingsFooter } from "./holdings-footer";
import { SortHeader } from "./sort-header";
import { useFits } from "./use-fits";
import type { HoldingGroup } from "./use-holdings-table";

const COLUMN_COUNT = 9;

export function HoldingsTable({
  table,
  groups,
  totals,
}: {
  table: TableModel<HoldingRow>;
  groups: HoldingGroup[];
  totals: readonly CurrencyTotal[];
}) {
  const { ref, fits } = useFits();
  return (
    <Card ref={ref} className={cn("hidden lg:block", !fits && "overflow-x-auto")}>
      <Table caption="Holdings, by currency">
        <thead>
          {table.getHeaderGroups().map((headers) => (
            <tr key={headers.id}>
              {headers.headers.map((header) => (
                <SortHeader key={header.id} column={header.column} isSticky={fits} />
              ))}
            </tr>
          ))}
        </thead>
        {groups.map((group) => (
          <tbody key={group.key}>
            {groups.length > 1 && (
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={COLUMN_COUNT}
                  className="border-b border-line bg-sunken/60 px-4 py-1.5 text-left text-xs font-semibold text-ink"
                >
                  {group.code}
                </th>
              </tr>
            )}
            <HoldingRows group={group} />
          </tbody>
        ))}
        {totals.length > 0 && <HoldingsFooter totals={totals} />}
      </Table>
    </Card>
  );
}
