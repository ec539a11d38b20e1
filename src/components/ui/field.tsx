"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { Input } from "./input";

type FieldProps = { label: string; hint?: ReactNode; error?: string | null } & ComponentProps<typeof Input>;

/** An input with its label above and, where there are such, below what is wrong with what it holds and a hint. */
export function Field({ label, hint, error, ...props }: FieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <Input
        id={id}
        aria-describedby={[error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined}
        aria-invalid={error ? true : undefined}
        {...props}
      />
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-sm text-loss">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
