"use client";

import Link from "next/link";
import { formatDuration, Instant } from "@/components/date";
import { changeText } from "@/components/refresh/change-counts";
import { Card } from "@/components/ui/card";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { RefreshRunRow } from "@/contracts/refresh-history";
import { StatusBadge } from "./run-status-badge";
import { runDurationMs, runResult, TRIGGER_TEXTS } from "./run-texts";

export function RunsTable({ runs }: { runs: readonly RefreshRunRow[] }) {
  return (
    <Card className="hidden overflow-x-auto wide:block">
      {/* Of widths that no cell has a say in: the browser's time zone is known only after the first rendering. */}
      <Table caption="Refreshes, newest first" className="min-w-4xl table-fixed">
        <thead>
          <tr>
            <TableHead className="w-44">Started</TableHead>
            <TableHead className="w-36">Asked for by</TableHead>
            <TableHead className="w-32">Result</TableHead>
            <TableHead className="w-32 text-right">Brokerages</TableHead>
            <TableHead>Holdings</TableHead>
            <TableHead>Transactions</TableHead>
            <TableHead className="w-28 text-right">Duration</TableHead>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunTableRow key={run.runId} run={run} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function RunTableRow({ run }: { run: RefreshRunRow }) {
  const duration = runDurationMs(run);
  return (
    <TableRow>
      <th
        scope="row"
        className="border-b border-line py-3 pr-2 pl-4 text-left font-medium whitespace-nowrap tabular-nums group-hover/row:bg-sunken/50"
      >
        <Link href={`/connections/runs/${run.runId}`} className="rounded text-accent hover:underline">
          <Instant iso={run.requestedAt} />
        </Link>
      </th>
      <TableCell className="whitespace-nowrap">{TRIGGER_TEXTS[run.trigger]}</TableCell>
      <TableCell>
        <StatusBadge status={runResult(run)} />
      </TableCell>
      <TableCell className="text-right">
        {run.itemCount}
        {run.failedCount > 0 && <span className="text-loss"> ({run.failedCount} failed)</span>}
      </TableCell>
      <TableCell className="text-muted">{changeText(run.holdings)}</TableCell>
      <TableCell className="text-muted">{changeText(run.transactions)}</TableCell>
      <TableCell className="text-right whitespace-nowrap">
        {duration === null ? "running" : formatDuration(duration)}
      </TableCell>
    </TableRow>
  );
}
