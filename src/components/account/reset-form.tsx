"use client";

import { useMutation } from "@tanstack/react-query";
import { callDoor } from "@/client/door";
import { readFailure } from "@/client/failure";
import { readForm } from "@/client/form-text";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { isOfNewPassword, NewPasswordField } from "./password-field";

export function ResetForm({ token, email }: { token: string; email: string }) {
  const reset = useMutation({
    mutationFn: (password: string) => callDoor("link/redeem", { token, password }),
    meta: { showsOwnError: true },
    onSuccess: () => window.location.assign("/"),
  });
  const failure = reset.isError ? readFailure(reset.error) : null;
  return (
    <form className="grid gap-4" onSubmit={(event) => reset.mutate(readForm(event)("password"))}>
      {failure && !isOfNewPassword(failure) && <FailureNotice failure={failure} />}
      <Field label="E-mail address" name="email" type="email" autoComplete="username" value={email} readOnly />
      <NewPasswordField label="New password" failure={failure} />
      <Button type="submit" variant="primary" isBusy={reset.isPending || reset.isSuccess}>
        Set the password and sign in
      </Button>
    </form>
  );
}
