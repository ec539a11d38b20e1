"use client";

import { RefreshCw } from "lucide-react";
import { isImporting } from "@/client/importing";
import { useRefreshActions, useRefreshState } from "@/client/refresh-session";
import { AddAccountsButton, ReconnectButton } from "@/components/link/link-button";
import { ItemProgress } from "@/components/refresh/item-progress";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ConnectionCard } from "@/contracts/items";
import type { SignedReceipt } from "@/contracts/receipts";
import { AccountList } from "./account-list";
import { ConnectionFacts } from "./connection-facts";
import { ConnectionNotices } from "./connection-notices";
import { DisconnectButton } from "./disconnect-button";
import { InstitutionMark } from "./institution-mark";
import { ItemStateBadge } from "./item-state-badge";

const WAITING = { stage: "queued", transactionsDone: 0, transactionsTotal: null } as const;

type ConnectionCardViewProps = {
  card: ConnectionCard;
  label: string;
  onDisconnected: (receipt: SignedReceipt) => void;
};

/** One linked brokerage: how it is, what is in it, and what can be done with it. `label` tells it from all others. */
export function ConnectionCardView({ card, label, onDisconnected }: ConnectionCardViewProps) {
  const { start } = useRefreshActions();
  const isRunning = useRefreshState().phase === "running";
  const name = card.institutionName ?? "Brokerage";
  const isAtWork = card.progress !== null || isImporting(card);
  return (
    <Card id={card.itemId} aria-label={label} className="flex flex-col">
      <div className="flex items-start gap-3.5 p-5 pb-4">
        <InstitutionMark card={card} />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-base font-semibold tracking-tight">{name}</h2>
          <div className="mt-1">
            <ItemStateBadge state={card.state} isRefreshing={isAtWork} />
          </div>
        </div>
      </div>
      <div className="grid flex-1 grid-cols-1 content-start gap-4 px-5">
        {isAtWork && <ItemProgress name={name} progress={card.progress ?? WAITING} />}
        <ConnectionNotices card={card} />
        <AccountList accounts={card.accounts} name={name} />
        <ConnectionFacts card={card} />
      </div>
      <div className="mt-4 flex flex-wrap items-center gap-2 border-t border-line px-5 py-3">
        {card.needsReconnect && <ReconnectButton itemId={card.itemId} name={label} />}
        <Button
          size="sm"
          aria-label={`Refresh ${label}`}
          disabled={isRunning || card.state === "disconnected"}
          onClick={() => start(card.itemId)}
        >
          <RefreshCw aria-hidden />
          Refresh
        </Button>
        {card.canAddAccounts && <AddAccountsButton itemId={card.itemId} name={label} />}
        <div className="ml-auto">
          <DisconnectButton itemId={card.itemId} label={label} onDisconnected={onDisconnected} />
        </div>
      </div>
    </Card>
  );
}
