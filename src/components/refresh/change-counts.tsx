import { cn } from "@/components/ui/class-names";
import type { ChangeCounts } from "@/domain/reconcile/field-changes";

const COUNT = new Intl.NumberFormat("en");
const KINDS = ["added", "changed", "removed", "unchanged"] as const;

/** `3 added · 1 changed · 12 unchanged`; what did not happen is left out. */
export function changeText(counts: ChangeCounts): string {
  const parts = KINDS.filter((kind) => counts[kind] > 0).map((kind) => `${COUNT.format(counts[kind])} ${kind}`);
  return parts.length === 0 ? "none" : parts.join(" · ");
}

export function ChangeSummary({
  label,
  counts,
  className,
}: {
  label: string;
  counts: ChangeCounts;
  className?: string;
}) {
  const hasChanged = counts.added + counts.changed + counts.removed > 0;
  return (
    <div className={cn("flex gap-2 text-[0.8125rem] tabular-nums", className)}>
      <dt className="w-24 shrink-0 text-muted">{label}</dt>
      <dd className={hasChanged ? "font-medium" : "text-muted"}>{changeText(counts)}</dd>
    </div>
  );
}
