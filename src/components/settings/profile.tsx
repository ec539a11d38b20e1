"use client";

import { useMutation } from "@tanstack/react-query";
import { readFailure } from "@/client/failure";
import { readForm } from "@/client/form-text";
import { trpc } from "@/client/trpc";
import { CopyButton } from "@/components/items/copy-button";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/toast";
import type { AccountView } from "@/contracts/account";
import { EMAIL_PATTERN } from "@/domain/accounts";
import { NAME_MAX_CHARACTERS } from "@/domain/shown-text";
import { useConfirmed } from "./confirmation";
import { SettingsSection } from "./settings-section";

export function Profile({ account }: { account: AccountView }) {
  const confirmed = useConfirmed();
  const utils = trpc.useUtils();
  const update = trpc.account.update.useMutation({ meta: { showsOwnError: true } });
  const save = useMutation({
    mutationFn: (given: { name: string; email: string }) => confirmed(() => update.mutateAsync(given)),
    meta: { showsOwnError: true },
    onSuccess: () => {
      notify({ tone: "success", title: "The profile is saved" });
      return utils.account.get.invalidate();
    },
  });
  return (
    <SettingsSection title="Profile">
      <form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          const text = readForm(event);
          save.mutate({ name: text("name"), email: text("email") });
        }}
      >
        {save.isError && <FailureNotice failure={readFailure(save.error)} className="sm:col-span-2" />}
        <Field
          label="Name"
          name="name"
          autoComplete="name"
          required
          maxLength={NAME_MAX_CHARACTERS}
          defaultValue={account.name}
        />
        <Field
          label="E-mail address"
          name="email"
          type="email"
          pattern={EMAIL_PATTERN}
          title="An address such as ann@example.org"
          autoComplete="email"
          required
          defaultValue={account.email}
        />
        <div className="flex flex-wrap items-center justify-between gap-3 sm:col-span-2">
          <p className="flex min-w-0 items-center gap-1 text-xs text-muted">
            <span className="min-w-0 break-all">
              Your <code>user_id</code> on the REST API: {account.userId}
            </span>
            <CopyButton text={account.userId} label="Copy the user_id" />
          </p>
          <Button type="submit" className="ml-auto" isBusy={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </SettingsSection>
  );
}
