"use client";

import { ArrowRight, Minus, Pencil, Plus } from "lucide-react";
import { useCallback, useMemo } from "react";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { DownloadCsvButton } from "@/components/download-csv-button";
import { FailureNotice } from "@/components/states/failure-notice";
import { MoreRows } from "@/components/states/more-rows";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { ChangeRow, RefreshRunDetail } from "@/contracts/refresh-history";
import { changesCsv } from "./changes-csv";
import { FieldValue } from "./field-value";
import { changeCount, fieldText } from "./run-texts";

const COUNT = new Intl.NumberFormat("en");
const ACTIONS = {
  added: { label: "Added", tone: "good", Icon: Plus },
  changed: { label: "Changed", tone: "accent", Icon: Pencil },
  removed: { label: "Removed", tone: "bad", Icon: Minus },
} as const;

/** What a run added, changed and removed, field by field, a page at a time: a first import adds very many rows. */
export function ChangeList({ run }: { run: RefreshRunDetail }) {
  const query = trpc.refreshes.listChanges.useInfiniteQuery(
    { runId: run.runId },
    { getNextPageParam: (page) => page.nextCursor, meta: { showsOwnError: true } },
  );
  const { data, error, refetch, fetchNextPage } = query;
  const load = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const changes = useMemo(() => data?.pages.flatMap((page) => page.changes), [data]);
  const count = changeCount(run);
  return (
    <Card aria-labelledby="run-changes">
      <CardHeader
        title="Changes"
        titleId="run-changes"
        aside={
          <div className="flex items-center gap-3">
            {count > 0 && <span className="text-[0.8125rem] text-muted tabular-nums">{COUNT.format(count)}</span>}
            <DownloadCsvButton name="changes" isEmpty={!changes?.length} write={() => changesCsv(changes ?? [])} />
          </div>
        }
      />
      {!changes &&
        (error ? (
          <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} className="mx-5 mb-5" />
        ) : (
          <Skeleton className="mx-5 mb-5 h-24" />
        ))}
      {changes?.length === 0 && <p className="px-5 pb-5 text-sm text-muted">{nothingText(run)}</p>}
      <ul className="divide-y divide-line px-5 pb-2">
        {changes?.map((change) => (
          <Change key={`${change.itemId} ${change.seq}`} change={change} />
        ))}
      </ul>
      <div className="px-5 pb-4 empty:hidden">
        <MoreRows query={query} onLoad={load} />
      </div>
    </Card>
  );
}

function nothingText({ status, itemCount, failedCount }: RefreshRunDetail): string {
  if (status !== "done") return "Nothing has changed so far.";
  if (failedCount > 0)
    return failedCount === itemCount ? "Nothing was changed." : "Where it went well nothing changed.";
  return "Nothing changed: everything was found as it was.";
}

function Change({ change }: { change: ChangeRow }) {
  const { label, tone, Icon } = ACTIONS[change.action];
  return (
    <li className="grid gap-x-6 gap-y-2 py-3 md:grid-cols-[17rem_1fr]">
      <div className="flex min-w-0 items-start gap-3">
        <Badge tone={tone} className="mt-0.5 w-22 justify-center">
          <Icon aria-hidden />
          {label}
        </Badge>
        <div className="min-w-0 text-sm">
          <p className="truncate font-medium">{change.tickerSymbol ?? change.securityName ?? "Cash movement"}</p>
          <p className="truncate text-xs text-muted">
            {change.label ?? (change.kind === "holding" ? "Holding" : "Transaction")}
            {change.accountName && ` · ${change.accountName}`}
          </p>
        </div>
      </div>
      {change.fields.length > 0 && (
        <dl className="grid grid-cols-1 gap-x-6 gap-y-2 text-[0.8125rem] tabular-nums min-[30rem]:grid-cols-2 xl:grid-cols-4">
          {change.fields.map((field) => (
            <div key={field.field} className="min-w-0">
              <dt className="text-xs text-muted">{fieldText(field.field)}</dt>
              <dd className="flex min-w-0 flex-wrap items-center gap-x-1.5">
                <FieldValue value={field.old} isPast />
                <ArrowRight aria-hidden className="size-3.5 shrink-0 text-muted" />
                <span className="sr-only">became</span>
                <FieldValue value={field.new} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
