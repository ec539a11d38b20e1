"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { readFailure } from "@/client/failure";
import { useRunDetail } from "@/client/use-run-detail";
import { formatDuration } from "@/components/date";
import { FailureNotice } from "@/components/states/failure-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { RefreshResultRow } from "./refresh-result-row";

/** What the refresh found, Item by Item. */
export function RefreshResult({ runId }: { runId: string }) {
  const { data: run, error, refetch } = useRunDetail(runId);
  if (error && !run)
    return <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} className="mx-5 mb-5" />;
  if (!run) return <Skeleton className="mx-5 mb-5 h-16" />;
  const duration = run.finishedAt === null ? null : Date.parse(run.finishedAt) - Date.parse(run.requestedAt);
  return (
    <>
      <ul className="divide-y divide-line px-5">
        {run.items.map((item) => (
          <RefreshResultRow key={item.itemId} item={item} />
        ))}
        {run.items.length === 0 && <li className="py-3 text-sm text-muted">There was nothing to refresh.</li>}
      </ul>
      <div className="mt-1 flex flex-wrap items-center justify-between gap-2 border-t border-line px-5 py-3 text-[0.8125rem]">
        <Link
          href={`/connections/runs/${run.runId}`}
          className="inline-flex items-center gap-1.5 rounded font-medium text-accent hover:underline"
        >
          See changes
          <ArrowRight aria-hidden className="size-4" />
        </Link>
        <span className="text-muted tabular-nums">
          {duration === null ? "Still running" : `Took ${formatDuration(duration)}`}
        </span>
      </div>
    </>
  );
}
