"use client";

import type { Table as TableModel } from "@tanstack/react-table";
import { Card } from "@/components/ui/card";
import { Table } from "@/components/ui/table";
import type { CurrencyTotal, HoldingRow } from "@/contracts/portfolio";
import { HoldingRows } from "./holding-rows";
import { HoldingsFooter } from "./holdings-footer";
import { SortHeader } from "./sort-header";
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
  return (
    <Card className="hidden overflow-x-auto lg:block xl:overflow-x-visible">
      <Table caption="Holdings, by currency">
        <thead>
          {table.getHeaderGroups().map((headers) => (
            <tr key={headers.id}>
              {headers.headers.map((header) => (
                <SortHeader key={header.id} column={header.column} />
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
                  className="border-b border-line bg-sunken/60 px-5 py-1.5 text-left text-xs font-semibold text-ink"
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
