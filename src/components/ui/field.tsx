"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { Input } from "./input";

/** An input with its label above and, where there is one, a hint below. */
export function Field({ label, hint, ...props }: { label: string; hint?: ReactNode } & ComponentProps<typeof Input>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <Input id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...props} />
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
