"use client";

import Link from "next/link";
import { formatDuration, Instant } from "@/components/date";
import { ChangeSummary } from "@/components/refresh/change-counts";
import type { RefreshRunRow } from "@/contracts/refresh-history";
import { StatusBadge } from "./run-status-badge";
import { runDurationMs, runResult, TRIGGER_TEXTS } from "./run-texts";

/** The refreshes for narrow screens. */
export function RunCards({ runs }: { runs: readonly RefreshRunRow[] }) {
  return (
    <ul className="grid gap-3 md:grid-cols-2 wide:hidden">
      {runs.map((run) => (
        <RunCard key={run.runId} run={run} />
      ))}
    </ul>
  );
}

function RunCard({ run }: { run: RefreshRunRow }) {
  const duration = runDurationMs(run);
  return (
    <li className="rounded-xl border border-line bg-surface p-4 shadow-card">
      <div className="flex items-center justify-between gap-3">
        <Link
          href={`/connections/runs/${run.runId}`}
          className="rounded text-sm font-semibold text-accent hover:underline"
        >
          <Instant iso={run.requestedAt} />
        </Link>
        <StatusBadge status={runResult(run)} />
      </div>
      <p className="mt-1 text-xs text-muted tabular-nums">
        {TRIGGER_TEXTS[run.trigger]} · {run.itemCount} {run.itemCount === 1 ? "brokerage" : "brokerages"}
        {run.failedCount > 0 && `, ${run.failedCount} failed`} ·{" "}
        {duration === null ? "running" : formatDuration(duration)}
      </p>
      <dl className="mt-3 grid gap-1 border-t border-line pt-3">
        <ChangeSummary label="Holdings" counts={run.holdings} />
        <ChangeSummary label="Transactions" counts={run.transactions} />
      </dl>
    </li>
  );
}
