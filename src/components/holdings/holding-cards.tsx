"use client";

import { type ReactNode, useEffect } from "react";
import { GainAmount, GainPercent } from "@/components/gain";
import { Money } from "@/components/money";
import { Card } from "@/components/ui/card";
import { useWindowRows } from "@/components/ui/use-window-rows";
import type { HoldingListRow } from "@/contracts/holdings";
import type { HoldingColumn, HoldingGrouping } from "@/domain/holding-list";
import { COLUMN_LABELS } from "./column-texts";
import type { FooterTotal } from "./footer-totals";
import { GroupHead } from "./group-head";
import { CELLS } from "./holding-cells";
import type { HoldingEntry } from "./holding-entries";
import { accountText, holdingTitle, securityTypeText } from "./holding-texts";
import { TotalMark } from "./incomplete-marks";
import { SecurityCell } from "./security-cell";
import type { HoldingsUrl } from "./use-holdings-url";

const CARD_PX = 226;
const GROUP_PX = 52;
const NEAR_END = 30;
const FIRST_VIEW = { width: 390, height: 1200 };
/** What a card tells beside its headline, where the column is chosen and says anything. */
const FACTS: readonly Exclude<HoldingColumn, "security">[] = ["quantity", "price", "costBasis", "dayChange"];

type Props = {
  entries: readonly HoldingEntry[];
  totals: readonly FooterTotal[];
  url: HoldingsUrl;
  grouping: HoldingGrouping;
  hasManyCurrencies: boolean;
  onNearEnd: (() => void) | null;
};

/** The holdings for narrow screens: a card each, in the order of the table; only those in sight are there. */
export function HoldingCards({ entries, totals, url, grouping, hasManyCurrencies, onNearEnd }: Props) {
  const { list, shown } = useWindowRows<HoldingEntry, HTMLUListElement>({
    rows: entries,
    keyOf: ({ key }) => key,
    sizeOf: ({ kind }) => (kind === "group" ? GROUP_PX : CARD_PX),
    firstView: FIRST_VIEW,
  });
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= entries.length - NEAR_END;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);
  return (
    <div className="grid grid-cols-1 gap-4 wide:hidden">
      <ul {...list} aria-label="Holdings">
        {shown.map(({ row: entry, key, line }) => (
          <li key={key} {...line} data-kind={entry.kind} className="pb-3">
            {entry.kind === "row" ? (
              <HoldingCard row={entry.row} columns={url.columns} />
            ) : (
              <div className="flex items-center gap-3 text-sm tabular-nums">
                <div className="h-11 min-w-0 flex-1">
                  <GroupHead
                    group={entry.group}
                    grouping={grouping}
                    hasCurrency={hasManyCurrencies}
                    isOpen={!url.closed.has(entry.group.key)}
                    onToggle={() => url.toggleGroup(entry.group.key)}
                  />
                </div>
                <Money amount={entry.group.value} currency={entry.group.currency} className="font-semibold" />
              </div>
            )}
          </li>
        ))}
      </ul>
      {totals.length > 0 && <Totals totals={totals} />}
    </div>
  );
}

function Totals({ totals }: { totals: readonly FooterTotal[] }) {
  return (
    <Card aria-label="Totals" className="divide-y divide-line px-4 tabular-nums">
      {totals.map(({ title, of, truth }) => (
        <div key={title} className="flex items-center justify-between gap-4 py-3 font-semibold">
          <span className="inline-flex items-center gap-1 text-sm">
            {title}
            <TotalMark title={title} truth={truth} />
          </span>
          <Money amount={of.value} currency={of.currency} />
        </div>
      ))}
    </Card>
  );
}

function HoldingCard({ row, columns }: { row: HoldingListRow; columns: readonly HoldingColumn[] }) {
  const facts = row.kind === "position" ? FACTS.filter((column) => columns.includes(column)) : [];
  return (
    <article
      aria-label={holdingTitle(row)}
      className="rounded-xl border border-line bg-surface p-4 shadow-card tabular-nums"
    >
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1 text-sm">
          <SecurityCell row={row} isWhole />
        </div>
        <div className="text-right">
          <p className="text-sm font-semibold">
            <Money amount={row.value} currency={row.currency} />
          </p>
          {row.kind === "position" && (
            <p className="flex justify-end gap-1.5 text-xs">
              <GainAmount amount={row.gain} currency={row.currency} />
              {row.gain !== null && <GainPercent fraction={row.gainFraction} />}
            </p>
          )}
        </div>
      </div>
      <dl className="mt-3 grid grid-cols-2 gap-x-4 gap-y-2 border-t border-line pt-3 text-[0.8125rem]">
        {facts.map((column) => (
          <Fact key={column} label={COLUMN_LABELS[column]}>
            {CELLS[column](row)}
          </Fact>
        ))}
        <div className="col-span-2 min-w-0 text-xs text-muted">
          <dt className="sr-only">Account</dt>
          <dd className="wrap-anywhere">
            {[securityTypeText(row), row.institutionName ?? "Brokerage", accountText(row)].filter(Boolean).join(" · ")}
          </dd>
        </div>
      </dl>
    </article>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="truncate">{children}</dd>
    </div>
  );
}
