"use client";

import { useState } from "react";
import { type Failure, readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, DialogClose } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import type { ApiKeyRow } from "@/contracts/api-keys";

export function RevokeApiKey({ apiKey: { keyId, name } }: { apiKey: ApiKeyRow }) {
  const [isOpen, setOpen] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const utils = trpc.useUtils();
  const revoke = trpc.apiKeys.revoke.useMutation({
    meta: { showsOwnError: true },
    onSuccess: () => {
      setOpen(false);
      notify({ tone: "success", title: `${name} is revoked` });
      return Promise.all([utils.apiKeys.list.invalidate(), utils.audit.list.invalidate()]);
    },
    onError: (error) => setFailure(readFailure(error)),
  });

  function changeOpen(next: boolean) {
    if (revoke.isPending) return;
    setFailure(null);
    setOpen(next);
  }

  return (
    <>
      <Button variant="danger-ghost" size="sm" aria-label={`Revoke ${name}`} onClick={() => changeOpen(true)}>
        Revoke
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={changeOpen}
        title={`Revoke ${name}?`}
        description="Programs that use this key are refused from their next request on. It cannot be undone; a new key is made in its place."
        actions={
          <>
            <DialogClose render={<Button disabled={revoke.isPending}>Cancel</Button>} />
            <Button variant="danger" isBusy={revoke.isPending} onClick={() => revoke.mutate({ keyId })}>
              Revoke
            </Button>
          </>
        }
      >
        {failure && <FailureNotice failure={failure} className="mt-4" />}
      </ConfirmDialog>
    </>
  );
}
