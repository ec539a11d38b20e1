"use client";

import { RefreshCw } from "lucide-react";
import { useRefreshActions, useRefreshState } from "@/client/refresh-session";
import { ChangeSummary } from "@/components/refresh/change-counts";
import { ItemProgress } from "@/components/refresh/item-progress";
import { STAGE_TEXTS } from "@/components/refresh/stage-text";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import type { RefreshRunDetail, RefreshRunItemRow } from "@/contracts/refresh-history";
import { StatusBadge } from "./run-status-badge";

const COUNT = new Intl.NumberFormat("en");

/** What happened to each Item of a run. */
export function RunItems({ run }: { run: RefreshRunDetail }) {
  return (
    <Card aria-labelledby="run-items">
      <CardHeader title="Brokerages" titleId="run-items" aside={run.status === "done" && <RetryButton run={run} />} />
      <ul className="divide-y divide-line px-5 pb-2">
        {run.items.map((item) => (
          <RunItem key={item.itemId} item={item} />
        ))}
        {run.items.length === 0 && <li className="py-3 text-sm text-muted">There was nothing to refresh.</li>}
      </ul>
    </Card>
  );
}

/** Once more what failed, and nothing else. */
function RetryButton({ run: { runId, failedCount } }: { run: RefreshRunDetail }) {
  const { retry } = useRefreshActions();
  const isRunning = useRefreshState().phase === "running";
  if (failedCount === 0) return null;
  return (
    <Button size="sm" disabled={isRunning} onClick={() => retry(runId)}>
      <RefreshCw aria-hidden />
      Retry {failedCount === 1 ? "the one that failed" : `the ${failedCount} that failed`}
    </Button>
  );
}

function RunItem({ item }: { item: RefreshRunItemRow }) {
  const name = item.institutionName ?? "Brokerage";
  return (
    <li className="grid gap-x-6 gap-y-2 py-4 sm:grid-cols-[14rem_1fr]">
      <div className="min-w-0">
        <p className="truncate text-sm font-medium">{name}</p>
        <div className="mt-1.5">
          <StatusBadge status={item.status} />
        </div>
      </div>
      <div className="grid content-center gap-1.5 text-[0.8125rem]">
        {item.status === "running" && <ItemProgress name={name} progress={item} />}
        {item.error && (
          <p>
            {item.error}
            <span className="block text-xs text-muted">
              Stopped at “{STAGE_TEXTS[item.stage]}”{item.reason && `; reason: ${item.reason}`}
            </span>
            {item.providerRequestId && (
              <span className="block text-xs text-muted">
                Plaid's request <code className="font-mono break-all text-ink">{item.providerRequestId}</code>
              </span>
            )}
          </p>
        )}
        {item.holdings && item.transactions && (
          <dl className="grid gap-0.5">
            <ChangeSummary label="Holdings" counts={item.holdings} />
            <ChangeSummary label="Transactions" counts={item.transactions} />
          </dl>
        )}
        {item.upserts && (
          <p className="text-xs text-muted tabular-nums">
            Plaid's answer: {COUNT.format(item.upserts.holdings)} holdings,{" "}
            {COUNT.format(item.upserts.investmentTransactions)} transactions, {COUNT.format(item.upserts.securities)}{" "}
            securities
          </p>
        )}
      </div>
    </li>
  );
}
