"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useMemo } from "react";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { useScope } from "@/client/use-scope";
import type { TimeChartData } from "@/components/charts/chart-data";
import { CHART_HEIGHT } from "@/components/charts/chart-size";
import { RANGE_OPTIONS } from "@/components/charts/range-options";
import { TimeChart } from "@/components/charts/time-chart";
import { formatCalendarDate } from "@/components/date";
import { currencyCode, formatMoney, formatShortMoney } from "@/components/money";
import { FailureNotice } from "@/components/states/failure-notice";
import { truthText } from "@/components/truth-texts";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { CurrencyDto } from "@/contracts/money";
import type { HistoryDay, ValueHistory } from "@/contracts/overview";
import { currencyKey } from "@/domain/currency";
import { useOverviewUrl } from "./use-overview-url";

const CARRIED = "Part of it was last seen on an earlier day.";

/** What was owned in one currency on each day, as far as it was seen. */
export function ValueChart({ currency }: { currency: CurrencyDto }) {
  const { text: scope } = useScope();
  const { range, setRange } = useOverviewUrl();
  const { data, error, refetch } = trpc.portfolio.history.useQuery(
    { scope, range },
    { placeholderData: keepPreviousData },
  );
  const chart = useMemo(() => toChart(data, currency), [data, currency]);
  return (
    <TimeChart
      title="Value over time"
      fileName={`value-${currencyCode(currency) ?? "no-currency"}`.toLowerCase()}
      data={chart}
      toolbar={<Segmented label="Range" value={range} options={RANGE_OPTIONS} onChange={setRange} />}
      fallback={
        data?.hasHistory ? null : (
          <div className="grid place-items-center px-5" style={{ height: CHART_HEIGHT }}>
            {data ? (
              <HistoryStarts knownFrom={data.knownFrom} />
            ) : error ? (
              <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
            ) : (
              <Skeleton className="size-full" />
            )}
          </div>
        )
      }
      footnote={data?.hasHistory ? <Footnote history={data} chart={chart} /> : <>&nbsp;</>}
    />
  );
}

function toChart(history: ValueHistory | undefined, currency: CurrencyDto): TimeChartData {
  const key = currencyKey(currency);
  const days = history?.currencies.find((one) => currencyKey(one.currency) === key)?.days ?? [];
  return {
    dates: days.map(({ date }) => date),
    series: [
      {
        name: "Total value",
        shape: "area",
        values: days.map(({ total }) => total),
        format: (value) => formatMoney(value, currency),
        formatShort: (value) => formatShortMoney(value, currency),
        isPrivate: true,
      },
    ],
    notes: days.map(noteOf),
    breaks: history?.joined.map(({ date, names }) => ({ date, text: `${names.join(", ")} joined` })),
  };
}

function noteOf({ isCarried, incomplete }: HistoryDay): string | null {
  const [first] = incomplete;
  if (first) return truthText({ kind: first });
  return isCarried ? CARRIED : null;
}

function Footnote({ history, chart }: { history: ValueHistory; chart: TimeChartData }) {
  const isDashed = chart.notes?.some((note) => note !== null);
  return (
    <p>
      {history.knownFrom && `History starts on ${formatCalendarDate(history.knownFrom)}, the first day that was seen. `}
      {isDashed && "Dashed: incomplete, or carried from the last day seen. "}
      {chart.breaks?.map(({ date, text }) => `${formatCalendarDate(date)}: ${text}. `)}
    </p>
  );
}

function HistoryStarts({ knownFrom }: { knownFrom: string | null }) {
  return (
    <div className="max-w-sm text-center">
      <div className="mx-auto grid size-12 place-items-center rounded-2xl bg-accent-soft text-accent">
        <History aria-hidden className="size-5" />
      </div>
      <p className="mt-4 font-semibold tracking-tight">
        {knownFrom ? `History starts on ${formatCalendarDate(knownFrom)}` : "History starts with the first refresh"}
      </p>
      <p className="mt-1 text-sm text-muted">
        Brokerages tell what is owned now, not what was. Each day that is refreshed adds a point; from the second on the
        curve stands here.
      </p>
    </div>
  );
}
