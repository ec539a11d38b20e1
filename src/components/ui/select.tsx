import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** The browser's own list of choices, in our dress. */
export function Select({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className={cn("relative block min-w-0", className)}>
      <select
        className="h-10 w-full min-w-0 appearance-none truncate rounded-lg border border-line-strong bg-surface pr-8 pl-3 text-base shadow-card sm:text-sm"
        {...props}
      >
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-3 right-2.5 size-4 text-muted" />
    </span>
  );
}
