import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { formatDuration } from "@/components/date";
import { runDurationMs } from "@/components/runs/run-texts";
import type { RefreshRunProgress } from "@/contracts/refresh-history";

/** How long a refresh took, and the way to what it changed. */
export function RefreshSummary({ run }: { run: RefreshRunProgress }) {
  const duration = runDurationMs(run);
  return (
    <div className="mt-1 flex flex-wrap items-center justify-between gap-2 border-t border-line px-5 py-3 text-[0.8125rem]">
      <Link
        href={`/connections/runs/${run.runId}`}
        className="inline-flex items-center gap-1.5 rounded font-medium text-accent hover:underline"
      >
        See changes
        <ArrowRight aria-hidden className="size-4" />
      </Link>
      {duration !== null && <span className="text-muted tabular-nums">Took {formatDuration(duration)}</span>}
    </div>
  );
}
