"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { readFailure } from "@/client/failure";
import { readForm } from "@/client/form-text";
import { trpc } from "@/client/trpc";
import { isOfNewPassword, NewPasswordField } from "@/components/account/password-field";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { useConfirmed } from "./confirmation";
import { SettingsSection } from "./settings-section";

export function Password({ hasPassword }: { hasPassword: boolean }) {
  const form = useRef<HTMLFormElement>(null);
  const confirmed = useConfirmed();
  const utils = trpc.useUtils();
  const change = trpc.account.changePassword.useMutation({ meta: { showsOwnError: true } });
  const save = useMutation({
    mutationFn: (password: string) => confirmed(() => change.mutateAsync({ password })),
    meta: { showsOwnError: true },
    onSuccess: () => {
      form.current?.reset();
      notify({ tone: "success", title: "The password is changed", description: "All other sessions have ended." });
      return utils.account.invalidate();
    },
  });
  const failure = save.isError ? readFailure(save.error) : null;
  return (
    <SettingsSection
      title="Password"
      description={
        hasPassword
          ? "A new password ends all sessions but this one."
          : "You sign in with a passkey alone. With a password you can get in where no passkey of yours is."
      }
    >
      <form ref={form} className="grid gap-4" onSubmit={(event) => save.mutate(readForm(event)("password"))}>
        {failure && !isOfNewPassword(failure) && <FailureNotice failure={failure} />}
        <NewPasswordField label="New password" failure={failure} />
        <Button type="submit" className="justify-self-end" isBusy={save.isPending}>
          {hasPassword ? "Change password" : "Set password"}
        </Button>
      </form>
    </SettingsSection>
  );
}
