import type { ComponentProps } from "react";
import { cn } from "./class-names";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      className={cn(
        "h-10 w-full rounded-lg border border-line-strong bg-surface px-3 text-base shadow-card placeholder:text-muted sm:text-sm",
        className,
      )}
      {...props}
    />
  );
}
