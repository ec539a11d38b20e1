import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";

/** One figure with its truth, and a line about it. */
export function FigureCard({
  label,
  aside,
  truth,
  children,
  detail,
  className,
}: {
  label: string;
  aside?: ReactNode;
  truth: ReactNode;
  children: ReactNode;
  detail: ReactNode;
  className?: string;
}) {
  return (
    <Card className={cn("flex min-h-40 flex-col p-5", className)}>
      <div className="flex min-h-6 items-center justify-between gap-3">
        <h2 className="text-sm font-medium text-muted">{label}</h2>
        {aside}
      </div>
      <div className="mt-1.5 tabular-nums">{children}</div>
      <div className="mt-auto flex items-end justify-between gap-3 pt-3">
        <div className="min-w-0 text-xs text-muted tabular-nums">{detail}</div>
        <span className="-my-1 shrink-0">{truth}</span>
      </div>
    </Card>
  );
}

export const FIGURE = "text-2xl leading-tight font-semibold tracking-[-0.02em]";
