"use client";

import type { Failure } from "@/client/failure";
import { Field } from "@/components/ui/field";
import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from "@/domain/accounts";

/** A failure that the field tells itself. */
export const isOfNewPassword = ({ code }: Failure): boolean => code === "WEAK_PASSWORD";

/** A password to be chosen. `failure`: of the try before. */
export function NewPasswordField({ label = "Password", failure }: { label?: string; failure: Failure | null }) {
  return (
    <Field
      label={label}
      name="password"
      type="password"
      autoComplete="new-password"
      required
      minLength={PASSWORD_MIN_CHARACTERS}
      maxLength={PASSWORD_MAX_CHARACTERS}
      error={failure && isOfNewPassword(failure) ? failure.text : null}
      hint={`At least ${PASSWORD_MIN_CHARACTERS} characters. A few words that do not belong together are strong and easy to type.`}
    />
  );
}
