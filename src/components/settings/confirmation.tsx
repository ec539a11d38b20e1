"use client";

import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { readFailure } from "@/client/failure";
import { readForm } from "@/client/form-text";
import { signInByPasskey } from "@/client/passkeys";
import { trpc } from "@/client/trpc";
import { useHasPasskeys } from "@/client/use-has-passkeys";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";

type Work<T> = () => Promise<T>;
type Pending = { readonly resolve: () => void; readonly reject: () => void };
// Without a provider, in the demo, there is nobody to ask and nothing is asked for.
const Confirmation = createContext(<T,>(work: Work<T>): Promise<T> => work());

/** Does what may need a recent proof of who sits here: where the server asks for one, so does a dialog, and then it is done. */
export function useConfirmed(): <T>(work: Work<T>) => Promise<T> {
  return useContext(Confirmation);
}

export function ConfirmationProvider({ children }: { children: ReactNode }) {
  const [pending, setPending] = useState<Pending | null>(null);
  const confirmed = useCallback(async <T,>(work: Work<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (readFailure(error).code !== "NOT_CONFIRMED") throw error;
      await new Promise<void>((resolve, reject) => setPending({ resolve, reject: () => reject(error) }));
      return work();
    }
  }, []);
  return (
    <Confirmation value={confirmed}>
      {children}
      <ConfirmIdentity
        isOpen={pending !== null}
        onConfirmed={() => {
          pending?.resolve();
          setPending(null);
        }}
        onCancel={() => {
          pending?.reject();
          setPending(null);
        }}
      />
    </Confirmation>
  );
}

function ConfirmIdentity({
  isOpen,
  onConfirmed,
  onCancel,
}: {
  isOpen: boolean;
  onConfirmed: () => void;
  onCancel: () => void;
}) {
  const { data: account } = trpc.account.get.useQuery(undefined, { meta: { showsOwnError: true } });
  const isPasskeyOffered = useHasPasskeys() && account?.canHavePasskeys === true;
  const byPassword = trpc.account.confirm.useMutation({ meta: { showsOwnError: true }, onSuccess: onConfirmed });
  const byPasskey = useMutation({
    mutationFn: signInByPasskey,
    meta: { showsOwnError: true },
    onSuccess: onConfirmed,
  });
  const error = byPassword.error ?? byPasskey.error;
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={(next) => {
        if (!next) onCancel();
      }}
      title="Confirm that it is you"
      description="This needs a proof of who you are that is less than 15 minutes old."
      actions={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          {isPasskeyOffered && (
            <Button isBusy={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
              <KeyRound aria-hidden />
              Use a passkey
            </Button>
          )}
          {account?.hasPassword && (
            <Button type="submit" form="confirm-identity" variant="primary" isBusy={byPassword.isPending}>
              Confirm
            </Button>
          )}
        </>
      }
    >
      {error && <FailureNotice failure={readFailure(error)} className="mt-4" />}
      {account?.hasPassword && (
        <form
          id="confirm-identity"
          className="mt-4"
          onSubmit={(event) => byPassword.mutate({ password: readForm(event)("password") })}
        >
          <Field label="Your password" name="password" type="password" autoComplete="current-password" required />
        </form>
      )}
    </ConfirmDialog>
  );
}
