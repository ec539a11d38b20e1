"use client";

import { Money } from "@/components/money";
import { formatPercent } from "@/components/percent";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { AllocationSlice, CurrencyOverview } from "@/contracts/overview";
import type { AllocationKey } from "@/domain/allocation-key";
import { ALLOCATION_TABS, sliceLabel } from "./allocation-texts";

/** The slices of an allocation in figures. */
export function SliceTable({
  by,
  slices,
  total,
}: {
  by: AllocationKey;
  slices: readonly AllocationSlice[];
  total: CurrencyOverview;
}) {
  const head = ALLOCATION_TABS.find(({ value }) => value === by)?.label;
  const { hasShorts } = total.allocation;
  const percent = (weight: string | null) => (weight === null ? "unknown" : formatPercent(weight));
  return (
    <div className="overflow-x-auto pb-2">
      <Table caption={`Allocation by ${head?.toLowerCase()}`}>
        <thead>
          <tr>
            <TableHead>{head}</TableHead>
            <TableHead className="text-right">Holdings</TableHead>
            <TableHead className="text-right">Value</TableHead>
            <TableHead className="text-right">{hasShorts ? "Net weight" : "Weight"}</TableHead>
            {hasShorts && <TableHead className="text-right">Gross weight</TableHead>}
          </tr>
        </thead>
        <tbody>
          {slices.map((slice) => (
            <TableRow key={slice.key}>
              <TableCell>{sliceLabel(by, slice)}</TableCell>
              <TableCell className="text-right">{slice.count}</TableCell>
              <TableCell className="text-right font-medium whitespace-nowrap">
                <Money amount={slice.value} currency={total.currency} />
              </TableCell>
              <TableCell className="text-right">{percent(slice.weight)}</TableCell>
              {hasShorts && <TableCell className="text-right">{percent(slice.grossWeight)}</TableCell>}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
