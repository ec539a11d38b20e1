"use client";

import { trpc } from "@/client/trpc";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, DialogClose } from "@/components/ui/dialog";
import type { SignedReceipt } from "@/contracts/receipts";
import { receiptTitle } from "./receipt-texts";
import { DownloadReceiptButton, ReceiptView } from "./receipt-view";

const LOOK_EVERY_MS = 2_000;

/** Tells what disconnecting a brokerage deleted, and follows it until Plaid has removed the connection. */
export function ReceiptDialog({ given, onClose }: { given: SignedReceipt; onClose: () => void }) {
  const { data: receipt = given } = trpc.receipts.get.useQuery(
    { receiptId: given.receiptId },
    {
      initialData: given,
      refetchInterval: ({ state }) => (state.data?.completedAt ? false : LOOK_EVERY_MS),
    },
  );
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`${receiptTitle(receipt)} is disconnected`}
      description="This is your receipt. It stays in Settings."
      actions={
        <>
          <DownloadReceiptButton receipt={receipt} />
          <DialogClose render={<Button variant="primary">Close</Button>} />
        </>
      }
    >
      <div className="mt-4">
        <ReceiptView receipt={receipt} />
      </div>
    </ConfirmDialog>
  );
}
