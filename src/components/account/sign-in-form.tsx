"use client";

import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { callDoor } from "@/client/door";
import { readFailure } from "@/client/failure";
import { readForm } from "@/client/form-text";
import { signInByPasskey } from "@/client/passkeys";
import { useHasPasskeys } from "@/client/use-has-passkeys";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

type Way = { by: "passkey" } | { by: "password"; email: string; password: string };

/** `to`: where to go afterwards, by a full load: nothing of whoever was here before stays. */
export function SignInForm({ to, canHavePasskeys }: { to: string; canHavePasskeys: boolean }) {
  const isPasskeyOffered = useHasPasskeys() && canHavePasskeys;
  const signIn = useMutation({
    mutationFn: ({ by, ...given }: Way) => (by === "passkey" ? signInByPasskey() : callDoor("sign-in/password", given)),
    meta: { showsOwnError: true },
    onSuccess: () => window.location.assign(to),
  });
  const busyWith = signIn.isPending || signIn.isSuccess ? signIn.variables?.by : undefined;
  return (
    <>
      {signIn.isError && <FailureNotice failure={readFailure(signIn.error)} className="mb-4" />}
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          const text = readForm(event);
          signIn.mutate({ by: "password", email: text("email"), password: text("password") });
        }}
      >
        <Field label="E-mail address" name="email" type="email" autoComplete="username webauthn" required />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
        <Button type="submit" variant="primary" isBusy={busyWith === "password"} disabled={busyWith !== undefined}>
          Sign in
        </Button>
      </form>
      {isPasskeyOffered && (
        <Button
          className="mt-3 w-full"
          isBusy={busyWith === "passkey"}
          disabled={busyWith !== undefined}
          onClick={() => signIn.mutate({ by: "passkey" })}
        >
          <KeyRound aria-hidden />
          Sign in with a passkey
        </Button>
      )}
      <p className="mt-6 text-xs text-muted">
        Lost your password? Whoever runs this install opens the account anew:{" "}
        <code>npm run setup -- --reset EMAIL</code>
      </p>
    </>
  );
}
