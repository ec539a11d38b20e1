"use client";

import { readFailure } from "@/client/failure";
import { useRunDetail } from "@/client/use-run-detail";
import { CalendarDay, formatDuration, Instant } from "@/components/date";
import { FailureNotice } from "@/components/states/failure-notice";
import { PageHeading } from "@/components/states/page-heading";
import type { RefreshRunDetail } from "@/contracts/refresh-history";
import { ChangeList } from "./change-list";
import { RunBackLink } from "./run-back-link";
import { RunItems } from "./run-items";
import { RunSkeleton } from "./run-skeleton";
import { StatusBadge } from "./run-status-badge";
import { ASKED_BY_TEXTS, runDurationMs, runResult } from "./run-texts";

export function RunDetail({ runId }: { runId: string }) {
  const { data: run, error, refetch } = useRunDetail(runId);
  return (
    <>
      <RunBackLink />
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
        <RunSkeleton />
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
