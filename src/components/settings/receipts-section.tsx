"use client";

import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { receiptTitle } from "@/components/items/receipt-texts";
import { DownloadReceiptButton, ReceiptView } from "@/components/items/receipt-view";
import { FailureNotice } from "@/components/states/failure-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { SettingsSection } from "./settings-section";

/** What was deleted for the user so far. */
export function ReceiptsSection() {
  const { data, error, refetch } = trpc.receipts.list.useQuery();
  return (
    <SettingsSection
      title="Receipts"
      description="What was deleted when you disconnected a brokerage, and that Plaid has removed the connection. A downloaded receipt is signed by this installation."
    >
      {!data &&
        (error ? (
          <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-16" />
        ))}
      {data?.length === 0 && <p className="text-sm text-muted">Nothing was deleted yet.</p>}
      <ul className="grid divide-y divide-line">
        {data?.map((receipt) => (
          <li key={receipt.receiptId} className="py-4 first:pt-0 last:pb-0">
            <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
              <h3 className="font-medium">{receiptTitle(receipt)}</h3>
              <DownloadReceiptButton receipt={receipt} isSmall />
            </div>
            <ReceiptView receipt={receipt} />
          </li>
        ))}
      </ul>
    </SettingsSection>
  );
}
