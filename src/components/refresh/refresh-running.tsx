"use client";

import { Check } from "lucide-react";
import { cardsOf, type RefreshState, stageOf } from "@/client/refresh-state";
import { useConnections } from "@/client/use-connections";
import { InstitutionMark } from "@/components/items/institution-mark";
import { ItemProgress } from "./item-progress";

/** A row per Item: waiting, reading, saving, done. */
export function RefreshRunning({ state }: { state: Extract<RefreshState, { phase: "running" }> }) {
  const { data } = useConnections();
  return (
    <ul className="divide-y divide-line px-5 pb-2">
      {cardsOf(state, data ?? []).map((card) => {
        const stage = stageOf(state, card);
        const name = card.institutionName ?? "Brokerage";
        const progress = card.progress ?? { stage, transactionsDone: 0, transactionsTotal: null };
        return (
          <li key={card.itemId} className="grid items-center gap-x-6 gap-y-2 py-3 sm:grid-cols-[14rem_1fr]">
            <div className="flex min-w-0 items-center gap-3">
              <InstitutionMark card={card} size="sm" />
              <span className="truncate text-sm font-medium">{name}</span>
            </div>
            {stage === "done" ? (
              <p className="flex items-center gap-1.5 text-[0.8125rem] text-gain">
                <Check aria-hidden className="size-4" />
                Done
              </p>
            ) : (
              <ItemProgress name={name} progress={progress} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
