import type { ReactNode } from "react";
import { cn } from "./class-names";

export type Fact = { label: string; value: ReactNode };

/** Facts by name, a line each. */
export function Facts({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={cn("divide-y divide-line text-[0.8125rem] tabular-nums", className)}>
      {facts.map(({ label, value }) => (
        <div key={label} className="flex items-baseline justify-between gap-4 py-2">
          <dt className="shrink-0 text-muted">{label}</dt>
          <dd className="min-w-0 text-right font-medium break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
