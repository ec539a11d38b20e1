"use client";

import { useMutation } from "@tanstack/react-query";
import { readFailure } from "@/client/failure";
import { readForm } from "@/client/form-text";
import { makePasskey } from "@/client/passkeys";
import { trpc } from "@/client/trpc";
import { useHasPasskeys } from "@/client/use-has-passkeys";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { notify } from "@/components/ui/toast";
import { NAME_MAX_CHARACTERS } from "@/domain/shown-text";
import { useConfirmed } from "./confirmation";
import { PasskeyRow } from "./passkey-row";
import { SettingsSection } from "./settings-section";

export function Passkeys() {
  const isOffered = useHasPasskeys();
  const confirmed = useConfirmed();
  const utils = trpc.useUtils();
  const passkeys = trpc.account.passkeys.useQuery(undefined, { meta: { showsOwnError: true } });
  const add = useMutation({
    mutationFn: (name: string) => confirmed(() => makePasskey(name)),
    meta: { showsOwnError: true },
    onSuccess: () => {
      notify({ tone: "success", title: "The passkey is added" });
      return utils.account.invalidate();
    },
  });
  return (
    <SettingsSection
      title="Passkeys"
      description="A passkey signs you in with your finger, your face or your device's PIN, and cannot be given away to a false site. Removing one ends all sessions but this one."
    >
      {add.isError && <FailureNotice failure={readFailure(add.error)} className="mb-4" />}
      {passkeys.error && (
        <FailureNotice failure={readFailure(passkeys.error)} onRetry={() => void passkeys.refetch()} />
      )}
      {passkeys.isPending && <Skeleton className="h-12 w-full" />}
      {passkeys.data && passkeys.data.length > 0 && (
        <ul aria-label="Passkeys" className="mb-4 divide-y divide-line border-y border-line">
          {passkeys.data.map((passkey) => (
            <PasskeyRow key={passkey.passkeyId} passkey={passkey} />
          ))}
        </ul>
      )}
      {isOffered ? (
        <form
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            const name = readForm(event)("passkeyName");
            event.currentTarget.reset();
            add.mutate(name);
          }}
        >
          <div className="min-w-48 flex-1">
            <Field
              label="Name of a new passkey"
              name="passkeyName"
              required
              maxLength={NAME_MAX_CHARACTERS}
              placeholder="Laptop"
              autoComplete="off"
            />
          </div>
          <Button type="submit" isBusy={add.isPending}>
            Add a passkey
          </Button>
        </form>
      ) : (
        <p className="text-sm text-muted">This browser cannot make passkeys.</p>
      )}
    </SettingsSection>
  );
}
