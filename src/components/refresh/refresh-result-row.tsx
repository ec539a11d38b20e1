"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useRefreshActions } from "@/client/refresh-session";
import { useConnections } from "@/client/use-connections";
import { ReconnectButton } from "@/components/link/link-button";
import { Button } from "@/components/ui/button";
import type { RefreshRunItemRow } from "@/contracts/refresh-history";
import { ChangeSummary } from "./change-counts";
import { ItemProgress } from "./item-progress";

export function RefreshResultRow({ item }: { item: RefreshRunItemRow }) {
  const name = item.institutionName ?? "Brokerage";
  const isFailed = item.status === "failed";
  const Mark = isFailed ? CircleAlert : CircleCheck;
  return (
    <li className="grid items-center gap-x-6 gap-y-2 py-3 sm:grid-cols-[14rem_1fr_auto]">
      <p className="flex min-w-0 items-center gap-2 text-sm font-medium">
        <Mark aria-hidden className={isFailed ? "size-4 shrink-0 text-loss" : "size-4 shrink-0 text-gain"} />
        <span className="truncate">{name}</span>
      </p>
      {isFailed && <p className="text-[0.8125rem]">{item.error ?? "It could not be refreshed."}</p>}
      {item.status === "success" && item.holdings && item.transactions && (
        <dl className="grid gap-0.5">
          <ChangeSummary label="Holdings" counts={item.holdings} />
          <ChangeSummary label="Transactions" counts={item.transactions} />
        </dl>
      )}
      {(item.status === "queued" || item.status === "running") && <ItemProgress name={name} progress={item} />}
      {isFailed && <FailureAction itemId={item.itemId} name={item.institutionName} />}
    </li>
  );
}

/** One way out of a failure: sign in again where that is what helps, else try again. */
function FailureAction({ itemId, name }: { itemId: string; name: string | null }) {
  const { data } = useConnections();
  const { start } = useRefreshActions();
  const card = data?.find((other) => other.itemId === itemId);
  if (!card) return null;
  if (card.needsReconnect) return <ReconnectButton itemId={itemId} name={name} />;
  return (
    <Button size="sm" aria-label={`Retry ${name ?? "this brokerage"}`} onClick={() => start(itemId)}>
      Retry
    </Button>
  );
}
