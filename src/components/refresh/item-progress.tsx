"use client";

import { Check } from "lucide-react";
import { cn } from "@/components/ui/class-names";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { RefreshProgress, RefreshStage } from "@/contracts/items";
import { progressShare, progressText } from "./stage-text";

const STEPS = [
  { stage: "holdings", label: "Holdings" },
  { stage: "transactions", label: "Transactions" },
  { stage: "saving", label: "Saving" },
] as const;
const ORDER = ["queued", "holdings", "transactions", "saving", "done"] as const satisfies RefreshStage[];

/** How far one Item's refresh or first import is. */
export function ItemProgress({ name, progress }: { name: string; progress: RefreshProgress }) {
  return (
    <div className="min-w-0">
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4 text-[0.8125rem] text-muted tabular-nums">
        <p>{progressText(progress)}</p>
        <Steps stage={progress.stage} />
      </div>
      <ProgressBar label={`${name}: progress`} value={progressShare(progress)} max={100} />
    </div>
  );
}

/** The way at a glance; the text beside it says the same. */
function Steps({ stage }: { stage: RefreshStage }) {
  const at = ORDER.indexOf(stage);
  return (
    <ol aria-hidden className="flex gap-3 text-xs max-sm:hidden">
      {STEPS.map((step) => {
        const isPast = ORDER.indexOf(step.stage) < at;
        return (
          <li
            key={step.stage}
            className={cn("flex items-center gap-1", step.stage === stage && "font-medium text-accent")}
          >
            {isPast && <Check className="size-3.5 text-gain" />}
            {step.label}
          </li>
        );
      })}
    </ol>
  );
}
