"use client";

import { Unplug } from "lucide-react";
import { useId, useState } from "react";
import { type Failure, readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { useInvalidatePortfolio } from "@/client/use-invalidate-portfolio";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import type { SignedReceipt } from "@/contracts/receipts";
import { StoredCounts } from "./stored-counts";

/** Nobody types it by mistake. */
const CONFIRMATION = "disconnect";

export type DisconnectButtonProps = {
  itemId: string;
  label: string;
  onDisconnected: (receipt: SignedReceipt) => void;
};

export function DisconnectButton({ itemId, label, onDisconnected }: DisconnectButtonProps) {
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [typed, setTyped] = useState("");
  const isSure = typed.trim().toLowerCase() === CONFIRMATION;
  const invalidate = useInvalidatePortfolio();
  const disconnect = trpc.items.disconnect.useMutation({
    meta: { showsOwnError: true },
    onSuccess: (receipt) => {
      setOpen(false);
      onDisconnected(receipt);
      return invalidate();
    },
    onError: (error) => setFailure(readFailure(error)),
  });

  function changeOpen(next: boolean) {
    if (disconnect.isPending) return;
    setFailure(null);
    setTyped("");
    setOpen(next);
  }

  return (
    <>
      <Button variant="danger-ghost" size="sm" aria-label={`Disconnect ${label}`} onClick={() => changeOpen(true)}>
        <Unplug aria-hidden />
        Disconnect
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={changeOpen}
        title={`Disconnect ${label}?`}
        description="What is stored of it is deleted here at once and cannot be brought back. Plaid is told to remove the connection, and the stored access to it is erased. To see the brokerage again you would link it anew."
        actions={
          <>
            <DialogClose render={<Button disabled={disconnect.isPending}>Cancel</Button>} />
            <Button variant="danger" type="submit" form={formId} disabled={!isSure} isBusy={disconnect.isPending}>
              Disconnect
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="mt-4 grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (isSure) disconnect.mutate({ itemId });
          }}
        >
          {isOpen && <StoredCounts itemId={itemId} />}
          <Field
            label={`Type “${CONFIRMATION}” to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </form>
        {failure && (
          <p role="alert" className="mt-4 rounded-lg bg-loss-soft px-3 py-2 text-sm">
            {failure.text}
            {failure.requestId && <span className="block text-xs text-muted">Request {failure.requestId}</span>}
          </p>
        )}
      </ConfirmDialog>
    </>
  );
}
