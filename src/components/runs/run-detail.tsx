"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { readFailure } from "@/client/failure";
import { useRunDetail } from "@/client/use-run-detail";
import { CalendarDay, formatDuration, Instant } from "@/components/date";
import { FailureNotice } from "@/components/states/failure-notice";
import { PageHeading } from "@/components/states/page-heading";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { RefreshRunDetail } from "@/contracts/refresh-history";
import { ChangeList } from "./change-list";
import { RunItems } from "./run-items";
import { runResult, StatusBadge } from "./run-status-badge";
import { ASKED_BY_TEXTS, runDurationMs } from "./run-texts";

export function RunDetail({ runId }: { runId: string }) {
  const { data: run, error, refetch } = useRunDetail(runId);
  return (
    <>
      <Link
        href="/connections/runs"
        className="mb-3 inline-flex items-center gap-1.5 rounded text-[0.8125rem] font-medium text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Refresh history
      </Link>
      <PageHeading title="Refresh" aside={run && <StatusBadge status={runResult(run)} />}>
        {run && <RunFacts run={run} />}
      </PageHeading>
      {run ? (
        <div className="grid grid-cols-1 gap-5">
          <RunItems run={run} />
          <ChangeList run={run} />
        </div>
      ) : error ? (
        <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
      ) : (
        <Card role="status" aria-label="Loading" className="p-5">
          <Skeleton className="h-24" />
        </Card>
      )}
    </>
  );
}

function RunFacts({ run }: { run: RefreshRunDetail }) {
  const duration = runDurationMs(run);
  return (
    <>
      <Instant iso={run.requestedAt} /> · asked for {ASKED_BY_TEXTS[run.trigger]} · transactions from{" "}
      <CalendarDay date={run.startDate} /> to <CalendarDay date={run.endDate} />
      {duration !== null && ` · took ${formatDuration(duration)}`}
    </>
  );
}
