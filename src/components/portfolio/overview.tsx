"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { ChartPie } from "lucide-react";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { useScope } from "@/client/use-scope";
import { RelativeInstant } from "@/components/date";
import { currencyCode } from "@/components/money";
import { FailureNotice } from "@/components/states/failure-notice";
import { NoBrokerage } from "@/components/states/no-brokerage";
import { NothingStored } from "@/components/states/nothing-stored";
import { PageHeading } from "@/components/states/page-heading";
import { Segmented } from "@/components/ui/segmented";
import type { PortfolioOverview } from "@/contracts/portfolio";
import { currencyKey } from "@/domain/currency";
import { AllocationChart } from "./allocation-chart";
import { AttentionList } from "./attention-list";
import { BrokerageList } from "./brokerage-list";
import { CurrencyFigures } from "./currency-figures";
import { ImportingPanel } from "./importing-panel";
import { MoversCard } from "./movers-card";
import { OverviewSkeleton } from "./overview-skeleton";
import { TopHoldings } from "./top-holdings";
import { useOverviewUrl } from "./use-overview-url";
import { ValueChart } from "./value-chart";

export function Overview() {
  const { text: scope } = useScope();
  const { data, error, refetch, isPlaceholderData } = trpc.portfolio.overview.useQuery(
    { scope },
    { placeholderData: keepPreviousData },
  );
  return (
    <>
      <PageHeading title="Overview">{data && <Freshness overview={data} />}</PageHeading>
      {data ? (
        <OverviewBody overview={data} isOfBefore={isPlaceholderData} />
      ) : error ? (
        <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
      ) : (
        <OverviewSkeleton />
      )}
    </>
  );
}

function Freshness({ overview: { itemCount, oldestRefreshAt } }: { overview: PortfolioOverview }) {
  if (itemCount === 0) return "Everything you own, in one place.";
  return (
    <>
      {itemCount === 1 ? "One brokerage" : `${itemCount} brokerages`}
      {oldestRefreshAt && (
        <>
          , oldest figures from <RelativeInstant iso={oldestRefreshAt} />
        </>
      )}
    </>
  );
}

/** `isOfBefore`: the overview is of the scope before, until that of this one is there. */
function OverviewBody({ overview, isOfBefore }: { overview: PortfolioOverview; isOfBefore: boolean }) {
  if (overview.itemCount === 0) return <NoBrokerage />;
  const { totals, movers } = overview;
  return (
    <div className="grid grid-cols-1 gap-5">
      <ImportingPanel />
      {totals.map((total) => (
        <CurrencyFigures key={currencyKey(total.currency)} total={total} />
      ))}
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="order-2 grid min-w-0 grid-cols-1 gap-5 xl:order-none">
          <Charts totals={totals} />
          {totals.length > 0 && <TopHoldings rows={overview.topHoldings} />}
          {totals.length === 0 && overview.importingCount === 0 && !isOfBefore && (
            <NothingStored icon={<ChartPie aria-hidden />} title="Nothing held yet" />
          )}
        </div>
        <div className="contents min-w-0 grid-cols-1 items-start gap-5 xl:grid">
          <div className="max-xl:order-1">
            <AttentionList />
          </div>
          {movers && (
            <div className="max-xl:order-3">
              <MoversCard movers={movers} />
            </div>
          )}
          <div className="max-xl:order-4">
            <BrokerageList />
          </div>
        </div>
      </div>
    </div>
  );
}

/** Both charts tell of one currency: the one that the address names, else the first. */
function Charts({ totals }: { totals: PortfolioOverview["totals"] }) {
  const { currency, setCurrency } = useOverviewUrl();
  const total = totals.find((one) => currencyKey(one.currency) === currency) ?? totals[0];
  if (!total) return null;
  return (
    <>
      {totals.length > 1 && (
        <Segmented
          label="Currency of the charts"
          value={currencyKey(total.currency)}
          options={totals.map((one) => ({
            value: currencyKey(one.currency),
            label: currencyCode(one.currency) ?? "No currency",
          }))}
          onChange={setCurrency}
        />
      )}
      <ValueChart currency={total.currency} />
      <AllocationChart total={total} totals={totals} />
    </>
  );
}
