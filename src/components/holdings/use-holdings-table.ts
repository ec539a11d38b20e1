"use client";

import { getCoreRowModel, getSortedRowModel, type SortingState, useReactTable } from "@tanstack/react-table";
import { useMemo } from "react";
import { currencyCode } from "@/components/money";
import type { CurrencyDto } from "@/contracts/money";
import type { CurrencyTotal, HoldingRow } from "@/contracts/portfolio";
import { currencyKey } from "@/domain/currency";
import { groupByCurrency } from "./group-by-currency";
import { HOLDING_COLUMNS } from "./holding-columns";
import { matchesHolding } from "./holding-filter";

/** All of one currency: positions in the chosen order, then the cash of its accounts. */
export type HoldingGroup = {
  key: string;
  code: string;
  currency: CurrencyDto;
  positions: HoldingRow[];
  cash: HoldingRow[];
};

type Input = {
  rows: HoldingRow[];
  totals: CurrencyTotal[];
  query: string;
  sorting: SortingState;
  onSortingChange: (sorting: SortingState) => void;
};

/** Searches, sorts and groups. Currencies stay apart, in the order of their totals: an order across them would compare unlike things. */
export function useHoldingsTable({ rows, totals, query, sorting, onSortingChange }: Input) {
  const matching = useMemo(() => rows.filter((row) => matchesHolding(row, query.trim())), [rows, query]);
  const table = useReactTable({
    data: matching,
    columns: HOLDING_COLUMNS,
    state: { sorting },
    enableSortingRemoval: false,
    onSortingChange: (update) => onSortingChange(typeof update === "function" ? update(sorting) : update),
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
  const sorted = table.getSortedRowModel().rows.map((row) => row.original);
  return { table, groups: groupHoldings(sorted, totals), matchCount: matching.length };
}

export function groupHoldings(rows: readonly HoldingRow[], totals: readonly CurrencyTotal[]): HoldingGroup[] {
  const byCurrency = groupByCurrency(rows);
  const order = totals.map((total) => currencyKey(total.currency));
  return [...byCurrency]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .flatMap(([key, group]) => {
      const currency = group[0]?.currency;
      if (!currency) return [];
      const positions = group.filter((row) => row.kind === "position");
      const cash = group.filter((row) => row.kind === "derived_cash");
      return [{ key, code: currencyCode(currency) ?? "No currency", currency, positions, cash }];
    });
}
