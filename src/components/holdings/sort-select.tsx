"use client";

import type { SortingState } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { Button } from "@/components/ui/button";
import { COLUMN_LABELS, isTextColumn } from "./holding-columns";

/** The order of the cards, for screens that have no column heads. */
export function SortSelect({
  sorting,
  onSortingChange,
}: {
  sorting: SortingState;
  onSortingChange: (sorting: SortingState) => void;
}) {
  const { id, desc } = sorting[0] ?? { id: "value", desc: true };
  return (
    <div className="flex flex-1 gap-2 lg:hidden">
      <select
        aria-label="Sort by"
        value={id}
        onChange={(event) => onSortingChange([{ id: event.target.value, desc: !isTextColumn(event.target.value) }])}
        className="h-10 min-w-0 flex-1 rounded-lg border border-line-strong bg-surface px-3 text-base shadow-card sm:flex-none sm:text-sm"
      >
        {Object.entries(COLUMN_LABELS).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <Button
        size="icon"
        aria-label={desc ? "Descending; sort ascending" : "Ascending; sort descending"}
        onClick={() => onSortingChange([{ id, desc: !desc }])}
      >
        {desc ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />}
      </Button>
    </div>
  );
}
