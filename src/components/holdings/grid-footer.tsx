"use client";

import { cn } from "@/components/ui/class-names";
import type { HoldingColumn } from "@/domain/holding-list";
import type { FooterTotal } from "./footer-totals";
import { CELL, cellRole, FIRST_CELL, GROUP_ROLE, ROW, rowRole } from "./grid-styles";
import { countText } from "./holding-texts";
import { TotalMark } from "./incomplete-marks";
import { SubtotalCells } from "./subtotal-cells";

/** One total per currency; many of them scroll with the rest, so that they do not cover it. */
export function GridFooter({
  totals,
  columns,
  firstRowIndex,
}: {
  totals: readonly FooterTotal[];
  columns: readonly HoldingColumn[];
  firstRowIndex: number;
}) {
  return (
    <div {...GROUP_ROLE} className={cn("font-semibold", totals.length <= MOST_STICKY && "sticky bottom-0 z-30")}>
      {totals.map(({ title, of, truth }, index) => (
        <div
          key={title}
          {...rowRole(firstRowIndex + index)}
          className={cn(ROW, "h-11 border-t border-line bg-surface")}
        >
          <div {...cellRole("rowheader", 1)} className={cn(CELL, FIRST_CELL)}>
            <span className="flex items-center gap-1.5 whitespace-nowrap">
              {title}
              <span className="text-xs font-normal text-muted">{countText(of.count)}</span>
              <TotalMark title={title} truth={truth} />
            </span>
          </div>
          <SubtotalCells of={of} columns={columns} />
        </div>
      ))}
    </div>
  );
}

const MOST_STICKY = 3;
