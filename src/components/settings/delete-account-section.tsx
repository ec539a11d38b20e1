"use client";

import { Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { holdPage } from "@/client/door";
import { type Failure, readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { DownloadReceiptButton, ReceiptView } from "@/components/items/receipt-view";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, DialogClose } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import type { SignedReceipt } from "@/contracts/receipts";
import { useConfirmed } from "./confirmation";
import { SettingsSection } from "./settings-section";

/** What has to be typed: too much for a slip. */
const CONFIRMATION = "delete my account";

/** Deletes the account after a typed confirmation. The receipt is shown once: afterwards there is nobody to show it to. */
export function DeleteAccountSection() {
  const [isOpen, setOpen] = useState(false);
  const [receipt, setReceipt] = useState<SignedReceipt | null>(null);
  return (
    <SettingsSection
      title="Delete account"
      description="Every brokerage is disconnected and everything stored of it is deleted. Your sign-in and your keys end at once. Nothing can be brought back."
    >
      <Button variant="danger-ghost" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden />
        Delete account
      </Button>
      {isOpen && <DeletionDialog onClose={() => setOpen(false)} onDeleted={setReceipt} />}
      {receipt && <DeletedDialog receipt={receipt} />}
    </SettingsSection>
  );
}

type DeletionDialogProps = { onClose: () => void; onDeleted: (receipt: SignedReceipt) => void };

function DeletionDialog({ onClose, onDeleted }: DeletionDialogProps) {
  const inputId = useId();
  const [typed, setTyped] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const confirmed = useConfirmed();
  const deletion = trpc.account.delete.useMutation({ meta: { showsOwnError: true } });
  const deleteEverything = () => {
    // The session ends with the account: whatever the page asks from then on would lead to signing in, and the receipt be lost.
    const letGo = holdPage();
    return confirmed(() => deletion.mutateAsync()).then(
      (receipt) => {
        onClose();
        onDeleted(receipt);
      },
      (error) => {
        letGo();
        setFailure(readFailure(error));
      },
    );
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !deletion.isPending && onClose()}
      title="Delete your account?"
      description="All accounts, holdings, transactions and their history are deleted here at once. Plaid is told to remove each connection, and then the account itself is deleted. The security log keeps its lines under a pseudonym."
      actions={
        <>
          <DialogClose render={<Button disabled={deletion.isPending}>Cancel</Button>} />
          <Button
            variant="danger"
            disabled={typed.trim().toLowerCase() !== CONFIRMATION}
            isBusy={deletion.isPending}
            onClick={() => void deleteEverything()}
          >
            Delete everything
          </Button>
        </>
      }
    >
      <label htmlFor={inputId} className="mt-4 block text-sm">
        Type <strong>{CONFIRMATION}</strong> to confirm
      </label>
      <Input
        id={inputId}
        className="mt-2"
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      {failure && (
        <p role="alert" className="mt-4 rounded-lg bg-loss-soft px-3 py-2 text-sm">
          {failure.text}
          {failure.requestId && <span className="block text-xs text-muted">Request {failure.requestId}</span>}
        </p>
      )}
    </ConfirmDialog>
  );
}

function DeletedDialog({ receipt }: { receipt: SignedReceipt }) {
  const leave = () => window.location.assign("/");
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && leave()}
      title="Your account is deleted"
      description="Keep this receipt: it cannot be shown again."
      actions={
        <>
          <DownloadReceiptButton receipt={receipt} />
          <Button variant="primary" onClick={leave}>
            Leave
          </Button>
        </>
      }
    >
      <div className="mt-4">
        <ReceiptView receipt={receipt} />
      </div>
    </ConfirmDialog>
  );
}
