"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useConnections } from "@/client/use-connections";
import { InstitutionMark } from "@/components/items/institution-mark";
import type { ConnectionCard } from "@/contracts/items";
import type { RefreshRunItemRow, RefreshRunProgress } from "@/contracts/refresh-history";
import { ChangeSummary } from "./change-counts";
import { ItemProgress } from "./item-progress";
import { WayOut } from "./way-out";

/** A row per Item: waiting, reading, saving; then what it changed or why it failed. */
export function RefreshItems({ run }: { run: RefreshRunProgress }) {
  const { data: cards } = useConnections();
  return (
    <ul className="divide-y divide-line px-5 pb-2">
      {run.items.map((item) => (
        <RefreshItem key={item.itemId} item={item} card={cards?.find(({ itemId }) => itemId === item.itemId)} />
      ))}
      {run.items.length === 0 && <li className="py-3 text-sm text-muted">There was nothing to refresh.</li>}
    </ul>
  );
}

function RefreshItem({ item, card }: { item: RefreshRunItemRow; card: ConnectionCard | undefined }) {
  const name = card?.institutionName ?? item.institutionName ?? "Brokerage";
  const isFailed = item.status === "failed";
  return (
    <li className="grid items-center gap-x-6 gap-y-2 py-3 sm:grid-cols-[14rem_1fr_auto]">
      <div className="flex min-w-0 items-center gap-3">
        {card && <InstitutionMark card={card} size="sm" />}
        <span className="truncate text-sm font-medium">{name}</span>
        {isFailed && <CircleAlert role="img" aria-label="Failed" className="size-4 shrink-0 text-loss" />}
        {item.status === "success" && (
          <CircleCheck role="img" aria-label="Done" className="size-4 shrink-0 text-gain" />
        )}
      </div>
      {isFailed && <p className="text-[0.8125rem]">{item.error ?? "It could not be refreshed."}</p>}
      {item.status === "success" && item.holdings && item.transactions && (
        <dl className="grid gap-0.5">
          <ChangeSummary label="Holdings" counts={item.holdings} />
          <ChangeSummary label="Transactions" counts={item.transactions} />
        </dl>
      )}
      {(item.status === "queued" || item.status === "running") && <ItemProgress name={name} progress={item} />}
      {isFailed && card && <WayOut card={card} />}
    </li>
  );
}
