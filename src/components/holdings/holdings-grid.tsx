"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type ReactNode, useEffect, useRef } from "react";
import { usePrinting } from "@/client/use-printing";
import { cn } from "@/components/ui/class-names";
import { placeOfLines } from "@/components/ui/place-of-lines";
import type { HoldingGrouping } from "@/domain/holding-list";
import type { FooterTotal } from "./footer-totals";
import { type ColumnLengths, gridColumns } from "./grid-columns";
import { GridFooter } from "./grid-footer";
import { GridHead } from "./grid-head";
import { GridRow } from "./grid-row";
import { CELL, cellRole, FIRST_CELL, GROUP_PX, GROUP_ROLE, ROW, ROW_PX, rowRole } from "./grid-styles";
import { GroupHead } from "./group-head";
import type { HoldingEntry } from "./holding-entries";
import { SubtotalCells } from "./subtotal-cells";
import { useGridKeys } from "./use-grid-keys";
import type { HoldingsUrl } from "./use-holdings-url";

const OVERSCAN = 8;
/** From so many lines before the end on, the next page is asked for. */
const NEAR_END = 60;
/** What is rendered before the size of the window is known. */
const FIRST_VIEW = { width: 1200, height: 900 };

const heightOf = (entry: HoldingEntry | undefined) => (entry?.kind === "group" ? GROUP_PX : ROW_PX);

type Props = {
  entries: readonly HoldingEntry[];
  totals: readonly FooterTotal[];
  lengths: ColumnLengths;
  url: HoldingsUrl;
  grouping: HoldingGrouping;
  hasManyCurrencies: boolean;
  /** Asks for the next page; null when there is none, or it is on its way. */
  onNearEnd: (() => void) | null;
  isComplete: boolean;
};

/** A table of which only the lines in sight are there, with head, first column and totals that stay in place. */
export function HoldingsGrid(props: Props) {
  const { entries, totals, lengths, url, grouping, hasManyCurrencies, onNearEnd, isComplete } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const { columns, closed, order } = url;
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => heightOf(entries[index]),
    getItemKey: (index) => entries[index]?.key ?? index,
    overscan: OVERSCAN,
    initialRect: FIRST_VIEW,
    useFlushSync: false,
  });
  const { onKeyDown, onFocus, tabStop } = useGridKeys({
    count: entries.length,
    virtualizer,
    onFold: (index, isOpening) => {
      const entry = entries[index];
      if (entry?.kind !== "group" || closed.has(entry.group.key) !== isOpening) return false;
      url.toggleGroup(entry.group.key);
      return true;
    },
  });
  const items = virtualizer.getVirtualItems();
  const place = placeOfLines({ above: items[0]?.start ?? 0, whole: virtualizer.getTotalSize() });
  const isNearEnd = (items.at(-1)?.index ?? 0) >= entries.length - NEAR_END;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);
  // Another order or filter begins at the top.
  const view = JSON.stringify(url.asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is what it depends on
  useEffect(() => {
    scroll.current?.scrollTo({ top: 0 });
  }, [view]);

  const line = (index: number): ReactNode => {
    const entry = entries[index];
    if (!entry) return null;
    return (
      <div
        key={entry.key}
        {...rowRole(index + 2)}
        data-index={index}
        style={{ height: heightOf(entry) }}
        className={cn(ROW, "border-b border-line bg-surface", entry.kind === "group" ? "bg-sunken" : "hover:bg-sunken")}
      >
        {entry.kind === "group" ? (
          <>
            <div
              {...cellRole("rowheader", 1)}
              className={cn(CELL, FIRST_CELL, columns[1] === "account" && "col-span-2")}
            >
              <GroupHead
                group={entry.group}
                grouping={grouping}
                hasCurrency={hasManyCurrencies}
                isOpen={!closed.has(entry.group.key)}
                onToggle={() => url.toggleGroup(entry.group.key)}
                tabIndex={index === tabStop ? 0 : -1}
              />
            </div>
            <SubtotalCells of={entry.group} columns={columns} isAfterAccount={columns[1] === "account"} />
          </>
        ) : (
          <GridRow row={entry.row} columns={columns} tabIndex={index === tabStop ? 0 : -1} />
        )}
      </div>
    );
  };

  const isPrinting = usePrinting();
  const { template, least } = gridColumns(columns, lengths);
  const grid = {
    role: "grid",
    "aria-label": "Holdings, by currency",
    "aria-rowcount": isComplete ? entries.length + 1 + totals.length : -1,
    "aria-colcount": columns.length,
    style: { "--columns": template, minWidth: least } as CSSProperties,
    onKeyDown,
    onFocus,
  };
  return (
    <div
      ref={scroll}
      data-holdings-scroll
      className="relative hidden max-h-[max(28rem,calc(100dvh-8rem))] overflow-auto overscroll-x-contain rounded-2xl border border-line bg-surface text-[0.8125rem] tabular-nums shadow-card wide:block"
    >
      <div {...grid}>
        <div {...GROUP_ROLE} className="sticky top-0 z-30">
          <GridHead columns={columns} order={order} onOrder={url.setOrder} />
        </div>
        <div {...GROUP_ROLE} style={isPrinting ? {} : place}>
          {isPrinting ? entries.map((_, index) => line(index)) : items.map(({ index }) => line(index))}
        </div>
        {totals.length > 0 && <GridFooter totals={totals} columns={columns} firstRowIndex={entries.length + 2} />}
      </div>
      {!isComplete && (
        <p className="hidden px-4 py-3 text-muted print:block">
          These are the first {entries.length}; the CSV holds all.
        </p>
      )}
    </div>
  );
}
