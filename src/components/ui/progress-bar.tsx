"use client";

import { Progress } from "@base-ui/react/progress";
import { cn } from "./class-names";

/** `value` null: under way, but nobody can say how far. */
export function ProgressBar({
  label,
  value,
  max,
  className,
}: {
  label: string;
  value: number | null;
  max: number;
  className?: string;
}) {
  return (
    <Progress.Root aria-label={label} value={value} max={max} className={className}>
      <Progress.Track className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <Progress.Indicator
          className={cn(
            "h-full rounded-full bg-accent transition-[width]",
            value === null && "w-1/3! animate-indeterminate",
          )}
        />
      </Progress.Track>
    </Progress.Root>
  );
}
