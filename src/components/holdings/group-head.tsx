"use client";

import { ChevronRight } from "lucide-react";
import { currencyCode } from "@/components/money";
import { cn } from "@/components/ui/class-names";
import type { HoldingGroup } from "@/contracts/holdings";
import type { HoldingGrouping } from "@/domain/holding-list";
import { countText, groupText } from "./holding-texts";

type Props = {
  group: HoldingGroup;
  grouping: HoldingGrouping;
  /** Whether the currency must be said, for there are others. */
  hasCurrency: boolean;
  isOpen: boolean;
  onToggle: () => void;
  tabIndex?: number;
};

/** The name of a group, which opens and closes it. */
export function GroupHead({ group, grouping, hasCurrency, isOpen, onToggle, tabIndex }: Props) {
  const code = currencyCode(group.currency) ?? "No currency";
  const text = grouping === "none" ? code : groupText(group, grouping);
  return (
    <button
      type="button"
      data-row-focus
      tabIndex={tabIndex}
      aria-expanded={isOpen}
      onClick={onToggle}
      className="flex h-full w-full min-w-0 items-center gap-2 rounded text-left font-semibold focus-visible:-outline-offset-2"
    >
      <ChevronRight
        aria-hidden
        className={cn("size-4 shrink-0 text-muted transition-transform", isOpen && "rotate-90")}
      />
      <span className="min-w-0 truncate">{text}</span>
      {hasCurrency && grouping !== "none" && <span className="shrink-0 text-xs font-medium text-muted">{code}</span>}
      <span className="shrink-0 text-xs font-normal text-muted">{countText(group.count)}</span>
    </button>
  );
}
