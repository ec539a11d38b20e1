"use client";

import type { Column } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { cn } from "@/components/ui/class-names";
import { TableHead } from "@/components/ui/table";
import type { HoldingRow } from "@/contracts/portfolio";
import { isTextColumn } from "./holding-columns";

const ARIA = { asc: "ascending", desc: "descending" } as const;

export function SortHeader({ column, isSticky }: { column: Column<HoldingRow>; isSticky: boolean }) {
  const direction = column.getIsSorted();
  const Arrow = direction === false ? ChevronsUpDown : direction === "asc" ? ArrowUp : ArrowDown;
  const isText = isTextColumn(column.id);
  return (
    <TableHead
      aria-sort={direction === false ? undefined : ARIA[direction]}
      className={cn(
        "py-0 first:rounded-tl-2xl last:rounded-tr-2xl",
        !isText && "text-right",
        isSticky && "sticky top-16 z-10",
      )}
    >
      <button
        type="button"
        onClick={() => column.toggleSorting()}
        className={cn(
          "group -mx-1.5 inline-flex items-center gap-1 rounded-md px-1.5 py-2.5 whitespace-nowrap hover:text-ink",
          !isText && "flex-row-reverse",
          direction !== false && "text-ink",
        )}
      >
        {String(column.columnDef.header)}
        <Arrow
          aria-hidden
          className={cn(
            "size-3.5",
            direction === false && "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
          )}
        />
      </button>
    </TableHead>
  );
}
