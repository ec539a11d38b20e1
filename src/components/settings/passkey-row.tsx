"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { readForm } from "@/client/form-text";
import { trpc } from "@/client/trpc";
import { Instant } from "@/components/date";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/toast";
import type { PasskeyView } from "@/contracts/account";
import { NAME_MAX_CHARACTERS } from "@/domain/shown-text";
import { useConfirmed } from "./confirmation";

export function PasskeyRow({ passkey: { passkeyId, name, createdAt } }: { passkey: PasskeyView }) {
  const [isNaming, setNaming] = useState(false);
  const confirmed = useConfirmed();
  const utils = trpc.useUtils();
  const renamePasskey = trpc.account.renamePasskey.useMutation({
    onSuccess: () => {
      setNaming(false);
      return utils.account.passkeys.invalidate();
    },
  });
  const removePasskey = trpc.account.removePasskey.useMutation({ meta: { showsOwnError: true } });
  const remove = useMutation({
    mutationFn: () => confirmed(() => removePasskey.mutateAsync({ passkeyId })),
    onSuccess: () => {
      notify({
        tone: "success",
        title: `The passkey ${name} is removed`,
        description: "All other sessions have ended.",
      });
      return utils.account.invalidate();
    },
  });
  if (isNaming)
    return (
      <li className="py-2.5">
        <form
          className="flex gap-2"
          onSubmit={(event) => renamePasskey.mutate({ passkeyId, name: readForm(event)("name") })}
        >
          <Input
            name="name"
            aria-label={`New name of ${name}`}
            defaultValue={name}
            required
            maxLength={NAME_MAX_CHARACTERS}
          />
          <Button type="submit" isBusy={renamePasskey.isPending}>
            Save
          </Button>
          <Button variant="ghost" onClick={() => setNaming(false)}>
            Cancel
          </Button>
        </form>
      </li>
    );
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
      <div className="min-w-0">
        <p className="text-sm font-medium break-words">{name}</p>
        <p className="text-xs text-muted">
          Added <Instant iso={createdAt} />
        </p>
      </div>
      <div className="flex gap-1">
        <Button variant="ghost" size="sm" aria-label={`Rename ${name}`} onClick={() => setNaming(true)}>
          Rename
        </Button>
        <Button
          variant="danger-ghost"
          size="sm"
          aria-label={`Remove ${name}`}
          isBusy={remove.isPending}
          onClick={() => remove.mutate()}
        >
          Remove
        </Button>
      </div>
    </li>
  );
}
