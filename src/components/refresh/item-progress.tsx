"use client";

import { ProgressBar } from "@/components/ui/progress-bar";
import type { RefreshProgress } from "@/contracts/items";
import { progressShare, progressText } from "./stage-text";

/** How far one Item's refresh or first import is. */
export function ItemProgress({ name, progress }: { name: string; progress: RefreshProgress }) {
  return (
    <div className="min-w-0">
      <p className="mb-1.5 text-[0.8125rem] text-muted tabular-nums">{progressText(progress)}</p>
      <ProgressBar label={`${name}: progress`} value={progressShare(progress)} max={100} />
    </div>
  );
}
