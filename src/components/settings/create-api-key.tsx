"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { type Failure, readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { CopyButton } from "@/components/items/copy-button";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, DialogClose } from "@/components/ui/dialog";
import { API_KEY_SCOPES } from "@/domain/api-keys";
import { ApiKeyForm, type ApiKeyWish } from "./api-key-form";
import { useConfirmed } from "./confirmation";

const FORM_ID = "new-api-key";
const NEW_KEY: ApiKeyWish = { name: "", scopes: [...API_KEY_SCOPES], expiresInDays: 365 };

/** Asks what a new key is for, then shows it: the only time that anybody can. */
export function CreateApiKey() {
  const [isOpen, setOpen] = useState(false);
  const [wish, setWish] = useState(NEW_KEY);
  const [created, setCreated] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const utils = trpc.useUtils();
  const confirmed = useConfirmed();
  const create = trpc.apiKeys.create.useMutation({ meta: { showsOwnError: true }, gcTime: 0 });

  function changeOpen(next: boolean) {
    if (create.isPending) return;
    setFailure(null);
    setCreated(null);
    setWish(NEW_KEY);
    setOpen(next);
  }

  function submit() {
    setFailure(null);
    confirmed(() => create.mutateAsync(wish))
      .then(
        ({ apiKey }) => {
          setCreated(apiKey);
          void utils.apiKeys.list.invalidate();
          void utils.audit.list.invalidate();
        },
        (error) => setFailure(readFailure(error)),
      )
      // The cache of mutations would keep the answer, and with it the key.
      .finally(() => create.reset());
  }

  const isComplete = wish.name.trim() !== "" && wish.scopes.length > 0;
  return (
    <>
      <Button size="sm" onClick={() => changeOpen(true)}>
        <Plus aria-hidden />
        Create key
      </Button>
      {created === null ? (
        <ConfirmDialog
          isOpen={isOpen}
          onOpenChange={changeOpen}
          title="Create an API key"
          description="The key is shown once, when it is made."
          actions={
            <>
              <DialogClose render={<Button disabled={create.isPending}>Cancel</Button>} />
              <Button variant="primary" type="submit" form={FORM_ID} disabled={!isComplete} isBusy={create.isPending}>
                Create key
              </Button>
            </>
          }
        >
          <ApiKeyForm id={FORM_ID} wish={wish} onChange={setWish} onSubmit={submit} />
          {failure && <FailureNotice failure={failure} className="mt-4" />}
        </ConfirmDialog>
      ) : (
        <ConfirmDialog
          isOpen={isOpen}
          onOpenChange={changeOpen}
          title="Copy the key now"
          description="It cannot be shown again. Whoever has it can use the REST API as you: keep it as you would a password."
          actions={<DialogClose render={<Button variant="primary">Done</Button>} />}
        >
          <div className="mt-4 flex items-start gap-2 rounded-lg border border-line bg-sunken py-2 pr-2 pl-3">
            <code data-testid="api-key" className="min-w-0 flex-1 py-1 text-[0.8125rem] break-all select-all">
              {created}
            </code>
            <CopyButton text={created} label="Copy the key" />
          </div>
        </ConfirmDialog>
      )}
    </>
  );
}
