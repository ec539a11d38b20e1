"use client";

import { useState } from "react";
import { readFailure } from "@/client/failure";
import { useConnections } from "@/client/use-connections";
import { LinkButton } from "@/components/link/link-button";
import { FailureNotice } from "@/components/states/failure-notice";
import { NoBrokerage } from "@/components/states/no-brokerage";
import type { SignedReceipt } from "@/contracts/receipts";
import { ConnectionCardView } from "./connection-card";
import { nameConnections } from "./connection-names";
import { ConnectionTabs } from "./connection-tabs";
import { ConnectionsHeading } from "./connections-heading";
import { ConnectionsSkeleton } from "./connections-skeleton";
import { ReceiptDialog } from "./receipt-dialog";

export function Connections() {
  const { data, error, refetch } = useConnections();
  const names = nameConnections(data ?? []);
  // Here and not in the card, which goes with its brokerage.
  const [receipt, setReceipt] = useState<SignedReceipt | null>(null);
  return (
    <>
      <ConnectionsHeading aside={data && data.length > 0 && <LinkButton />} />
      <ConnectionTabs />
      {receipt && <ReceiptDialog given={receipt} onClose={() => setReceipt(null)} />}
      {data?.length === 0 && <NoBrokerage />}
      {data && data.length > 0 && (
        <div className="grid grid-cols-1 items-stretch gap-5 md:grid-cols-2 2xl:grid-cols-3">
          {data.map((card) => (
            <ConnectionCardView
              key={card.itemId}
              card={card}
              label={names.get(card.itemId) ?? card.itemId}
              onDisconnected={setReceipt}
            />
          ))}
        </div>
      )}
      {!data &&
        (error ? (
          <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
        ) : (
          <ConnectionsSkeleton />
        ))}
    </>
  );
}
