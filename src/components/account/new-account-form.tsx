"use client";

import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { callDoor } from "@/client/door";
import { readFailure } from "@/client/failure";
import { readForm } from "@/client/form-text";
import { makePasskey } from "@/client/passkeys";
import { useHasPasskeys } from "@/client/use-has-passkeys";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { EMAIL_PATTERN } from "@/domain/accounts";
import { NAME_MAX_CHARACTERS } from "@/domain/shown-text";
import { isOfNewPassword, NewPasswordField } from "./password-field";

type Given = { token: string; name: string; email?: string };

/** `email` is null where whoever holds the link says it. */
export function NewAccountForm({
  token,
  email,
  canHavePasskeys,
}: {
  token: string;
  email: string | null;
  canHavePasskeys: boolean;
}) {
  const isPasskeyOffered = useHasPasskeys() && canHavePasskeys;
  const [way, setWay] = useState<"password" | "passkey">("password");
  const make = useMutation({
    mutationFn: ({ password, ...given }: Given & { password: string | null }) =>
      password === null ? makePasskey("First passkey", given) : callDoor("link/redeem", { ...given, password }),
    meta: { showsOwnError: true },
    onSuccess: () => window.location.assign("/"),
  });
  const failure = make.isError ? readFailure(make.error) : null;
  const isBusy = make.isPending || make.isSuccess;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        const text = readForm(event);
        const password = way === "passkey" ? null : text("password");
        make.mutate({ token, name: text("name"), ...(email === null ? { email: text("email") } : {}), password });
      }}
    >
      {failure && !isOfNewPassword(failure) && <FailureNotice failure={failure} />}
      <Field label="Name" name="name" autoComplete="name" required maxLength={NAME_MAX_CHARACTERS} />
      <Field
        label="E-mail address"
        name="email"
        type="email"
        pattern={EMAIL_PATTERN}
        title="An address such as ann@example.org"
        autoComplete="username"
        required
        {...(email === null ? {} : { value: email, readOnly: true, hint: "The invitation is for this address." })}
      />
      {way === "password" ? (
        <NewPasswordField failure={failure} />
      ) : (
        <p className="text-sm text-muted">
          Your device asks for your finger, your face or its PIN, and keeps the passkey. A password can be added later.
        </p>
      )}
      <Button type="submit" variant="primary" isBusy={isBusy}>
        {way === "password" ? "Make the account" : "Make the account with a passkey"}
      </Button>
      {isPasskeyOffered && (
        <Button disabled={isBusy} onClick={() => setWay(way === "password" ? "passkey" : "password")}>
          {way === "password" && <KeyRound aria-hidden />}
          {way === "password" ? "Use a passkey in place of a password" : "Use a password"}
        </Button>
      )}
    </form>
  );
}
