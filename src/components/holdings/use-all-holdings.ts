"use client";

import { useCallback } from "react";
import { trpc } from "@/client/trpc";
import type { HoldingListRow, HoldingsAsked } from "@/contracts/holdings";
import { holdingKey } from "./holding-texts";

/** Reads every holding that matches, each once, whatever of it is on screen. */
export function useAllHoldings(): (asked: HoldingsAsked) => Promise<HoldingListRow[]> {
  const { client } = trpc.useUtils();
  return useCallback(
    async (asked) => {
      const rows = new Map<string, HoldingListRow>();
      let cursor: string | null = null;
      do {
        const page: { rows: HoldingListRow[]; nextCursor: string | null } = await client.portfolio.holdings.query({
          ...asked,
          cursor,
        });
        for (const row of page.rows) rows.set(holdingKey(row), row);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return [...rows.values()];
    },
    [client],
  );
}
