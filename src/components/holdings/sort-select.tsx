"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { HOLDING_COLUMNS, type HoldingOrder, isTextColumn } from "@/domain/holding-list";
import { COLUMN_LABELS } from "./column-texts";

/** The order of the cards, for screens that have no column heads. */
export function SortSelect({ order, onOrder }: { order: HoldingOrder; onOrder: (order: HoldingOrder) => void }) {
  const { by, isDescending } = order;
  return (
    <div className="flex min-w-0 flex-1 gap-2 lg:hidden">
      <Select
        aria-label="Sort by"
        value={by}
        className="flex-1 sm:flex-none"
        onChange={(event) => {
          const column = HOLDING_COLUMNS.find((known) => known === event.target.value) ?? by;
          onOrder({ by: column, isDescending: !isTextColumn(column) });
        }}
      >
        {HOLDING_COLUMNS.map((column) => (
          <option key={column} value={column}>
            {COLUMN_LABELS[column]}
          </option>
        ))}
      </Select>
      <Button
        size="icon"
        aria-label={isDescending ? "Descending; sort ascending" : "Ascending; sort descending"}
        onClick={() => onOrder({ by, isDescending: !isDescending })}
      >
        {isDescending ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />}
      </Button>
    </div>
  );
}
