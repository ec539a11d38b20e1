"use client";

import { useMemo } from "react";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { RANGE_OPTIONS } from "@/components/charts/range-options";
import { TimeChart } from "@/components/charts/time-chart";
import { CalendarDay } from "@/components/date";
import { currencyCode } from "@/components/money";
import { FailureNotice } from "@/components/states/failure-notice";
import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { SecurityHistory } from "@/contracts/security";
import { historyChartData } from "./history-chart-data";
import { SnapshotsCard } from "./snapshots-card";
import { useHistoryRange } from "./use-history-range";

/** Value and quantity over time, and the snapshots that they are drawn from. `name` is what files are called by. */
export function HistorySection({ securityId, scope, name }: { securityId: string; scope: string; name: string }) {
  const [range] = useHistoryRange();
  const { data, error, refetch } = trpc.portfolio.securityHistory.useQuery(
    { securityId, scope, range },
    // The range before stays until the new one is there, so that nothing jumps.
    { placeholderData: (previous) => previous },
  );
  if (!data && error) return <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <div role="status" aria-label="Loading history" className="grid grid-cols-1 gap-5">
        <Card className="p-5">
          <Skeleton className="h-96" />
        </Card>
        <Card className="p-5">
          <Skeleton className="h-136" />
        </Card>
      </div>
    );
  }
  return (
    <>
      {data.series.map((series) => (
        <HistoryChart
          key={currencyCode(series.currency) ?? "none"}
          series={series}
          knownFrom={data.knownFrom}
          name={name}
          isOne={data.series.length === 1}
        />
      ))}
      {data.series.length === 0 && data.knownFrom !== null && <RangePicker />}
      <SnapshotsCard snapshots={data.snapshots} name={name} />
    </>
  );
}

function HistoryChart({
  series,
  knownFrom,
  name,
  isOne,
}: {
  series: SecurityHistory["series"][number];
  knownFrom: string | null;
  name: string;
  isOne: boolean;
}) {
  const data = useMemo(() => historyChartData(series), [series]);
  const code = currencyCode(series.currency) ?? "no currency";
  return (
    <TimeChart
      title={isOne ? "Value and quantity" : `Value and quantity in ${code}`}
      data={data}
      fileName={`${name}-${code}`}
      toolbar={<RangePicker />}
      fallback={data.dates.length < 2 ? <HistoryBegins knownFrom={knownFrom} /> : null}
      footnote={
        knownFrom &&
        data.dates.length > 1 && (
          <>
            Known since <CalendarDay date={knownFrom} />, the first refresh that saw it. Between two refreshes nothing
            was seen; the line joins what was.
          </>
        )
      }
    />
  );
}

function HistoryBegins({ knownFrom }: { knownFrom: string | null }) {
  return (
    <p className="px-5 pb-4 text-sm text-muted">
      {knownFrom ? "History starts today: a line needs two days." : "No history is known yet."} Each further refresh
      adds to it.
    </p>
  );
}

function RangePicker() {
  const [range, setRange] = useHistoryRange();
  return <Segmented label="Range" options={RANGE_OPTIONS} value={range} onChange={setRange} />;
}
