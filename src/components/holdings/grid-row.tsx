"use client";

import { memo } from "react";
import { cn } from "@/components/ui/class-names";
import type { HoldingListRow } from "@/contracts/holdings";
import type { HoldingColumn } from "@/domain/holding-list";
import { isWords } from "./column-texts";
import { CELL, cellRole, FIRST_CELL, NUMBER } from "./grid-styles";
import { CELLS } from "./holding-cells";
import { SecurityCell } from "./security-cell";

type Props = { row: HoldingListRow; columns: readonly HoldingColumn[]; tabIndex: number };

/** The cells of one holding. */
export const GridRow = memo(function GridRow({ row, columns, tabIndex }: Props) {
  return columns.map((column, index) =>
    column === "security" ? (
      <div key={column} {...cellRole("rowheader", 1)} className={cn(CELL, FIRST_CELL)}>
        <SecurityCell row={row} tabIndex={tabIndex} />
      </div>
    ) : (
      <div
        key={column}
        {...cellRole("gridcell", index + 1)}
        data-column={column}
        className={cn(CELL, !isWords(column) && NUMBER)}
      >
        {CELLS[column](row)}
      </div>
    ),
  );
});
