"use client";

import { Field } from "@/components/ui/field";
import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from "@/domain/accounts";

/** A password to be chosen. */
export function NewPasswordField({ label = "Password" }: { label?: string }) {
  return (
    <Field
      label={label}
      name="password"
      type="password"
      autoComplete="new-password"
      required
      minLength={PASSWORD_MIN_CHARACTERS}
      maxLength={PASSWORD_MAX_CHARACTERS}
      hint={`At least ${PASSWORD_MIN_CHARACTERS} characters. A few words that do not belong together are strong and easy to type.`}
    />
  );
}
