"use client";

import { useEffect, useRef } from "react";
import type { ConnectionCard } from "@/contracts/items";
import { trpc } from "./trpc";

const tracesOf = (cards: readonly ConnectionCard[]) =>
  cards
    .map(({ itemId, state, refreshedAt, historyLoadedAt, newAccountsAt, progress }) =>
      [itemId, state, refreshedAt, historyLoadedAt, newAccountsAt, progress === null].join(" "),
    )
    .join("\n");

/** When an Item was refreshed by whomever (this page, a program, the schedule), the figures on screen follow without a reload. */
export function useFollowChanges(cards: readonly ConnectionCard[] | undefined): void {
  const utils = trpc.useUtils();
  const seen = useRef<string | null>(null);
  const traces = cards === undefined ? null : tracesOf(cards);
  useEffect(() => {
    if (traces === null || traces === seen.current) return;
    const isFirst = seen.current === null;
    seen.current = traces;
    if (isFirst) return;
    void utils.portfolio.invalidate();
    void utils.refreshes.invalidate();
    void utils.items.attention.invalidate();
  }, [traces, utils]);
}
