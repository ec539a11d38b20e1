"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { cn } from "@/components/ui/class-names";
import { type HoldingColumn, type HoldingOrder, isTextColumn } from "@/domain/holding-list";
import { COLUMN_LABELS, isWords } from "./column-texts";
import { CELL, cellRole, FIRST_CELL, ROW, rowRole } from "./grid-styles";

/** The column as the next order, or its own order turned round. */
export function nextOrder(column: HoldingColumn, { by, isDescending }: HoldingOrder): HoldingOrder {
  return { by: column, isDescending: by === column ? !isDescending : !isTextColumn(column) };
}

export function GridHead({
  columns,
  order,
  onOrder,
}: {
  columns: readonly HoldingColumn[];
  order: HoldingOrder;
  onOrder: (order: HoldingOrder) => void;
}) {
  return (
    <div {...rowRole(1)} className={cn(ROW, "border-b border-line bg-surface")}>
      {columns.map((column, index) => (
        <Head key={column} column={column} index={index} order={order} onOrder={onOrder} />
      ))}
    </div>
  );
}

function Head({
  column,
  index,
  order,
  onOrder,
}: {
  column: HoldingColumn;
  index: number;
  order: HoldingOrder;
  onOrder: (order: HoldingOrder) => void;
}) {
  const isActive = order.by === column;
  const Arrow = !isActive ? ChevronsUpDown : order.isDescending ? ArrowDown : ArrowUp;
  const sorted = isActive ? ({ "aria-sort": order.isDescending ? "descending" : "ascending" } as const) : {};
  return (
    <div
      {...cellRole("columnheader", index + 1)}
      {...sorted}
      className={cn(
        CELL,
        "text-xs font-medium text-muted",
        index === 0 && FIRST_CELL,
        !isWords(column) && "text-right",
      )}
    >
      <button
        type="button"
        onClick={() => onOrder(nextOrder(column, order))}
        className={cn(
          "group -mx-1 inline-flex h-10 items-center gap-1 rounded-md px-1 whitespace-nowrap hover:text-ink focus-visible:-outline-offset-2",
          !isWords(column) && "flex-row-reverse",
          isActive && "text-ink",
        )}
      >
        {COLUMN_LABELS[column]}
        <Arrow
          aria-hidden
          className={cn("size-3.5", !isActive && "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60")}
        />
      </button>
    </div>
  );
}
