"use client";

import { cn } from "./class-names";

/** A few views of the same thing, of which one is shown. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string }[];
  onChange: (value: Value) => void;
  className?: string;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not scroll sideways
    <div
      role="group"
      aria-label={label}
      className={cn("flex w-fit max-w-full gap-0.5 overflow-x-auto rounded-lg bg-sunken p-0.5", className)}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cn(
            "h-8 shrink-0 rounded-md px-3 text-[0.8125rem] font-medium text-muted transition-colors hover:text-ink pointer-coarse:h-10",
            "focus-visible:-outline-offset-2 aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-card",
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
