"use client";

import { Unplug } from "lucide-react";
import { useState } from "react";
import { type Failure, readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { useInvalidatePortfolio } from "@/client/use-invalidate-portfolio";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, DialogClose } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";

export function DisconnectButton({ itemId, name, label }: { itemId: string; name: string; label: string }) {
  const [isOpen, setOpen] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const invalidate = useInvalidatePortfolio();
  const disconnect = trpc.items.disconnect.useMutation({
    meta: { showsOwnError: true },
    onSuccess: () => {
      setOpen(false);
      notify({ tone: "success", title: `${name} is disconnected` });
      return invalidate();
    },
    onError: (error) => setFailure(readFailure(error)),
  });

  function changeOpen(next: boolean) {
    if (disconnect.isPending) return;
    setFailure(null);
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
        description="Plaid is told to remove the connection and the stored access to it is erased. Its accounts, holdings and transactions leave the dashboard at once. To see them again you would link the brokerage anew."
        actions={
          <>
            <DialogClose render={<Button disabled={disconnect.isPending}>Cancel</Button>} />
            <Button variant="danger" isBusy={disconnect.isPending} onClick={() => disconnect.mutate({ itemId })}>
              Disconnect
            </Button>
          </>
        }
      >
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
