"use client";

import { isImporting } from "@/client/importing";
import { useConnections } from "@/client/use-connections";
import { InstitutionMark } from "@/components/items/institution-mark";
import { ItemProgress } from "@/components/refresh/item-progress";
import { Card, CardHeader } from "@/components/ui/card";

const WAITING = { stage: "queued", transactionsDone: 0, transactionsTotal: null } as const;

/** First imports under way, each with how far it is; nothing when there are none. */
export function ImportingPanel() {
  const { data } = useConnections();
  const importing = (data ?? []).filter(isImporting);
  if (importing.length === 0) return null;
  return (
    <Card aria-labelledby="importing">
      <CardHeader title="Importing" titleId="importing" />
      <p className="px-5 text-sm text-muted">
        The first import can take a minute or two. Figures appear here as soon as it is through.
      </p>
      <ul className="divide-y divide-line px-5 py-2">
        {importing.map((card) => (
          <li key={card.itemId} className="grid items-center gap-x-6 gap-y-2 py-3 sm:grid-cols-[14rem_1fr]">
            <div className="flex min-w-0 items-center gap-3">
              <InstitutionMark card={card} size="sm" />
              <span className="truncate text-sm font-medium">{card.institutionName ?? "Brokerage"}</span>
            </div>
            <ItemProgress name={card.institutionName ?? "Brokerage"} progress={card.progress ?? WAITING} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
