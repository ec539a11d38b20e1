"use client";

import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { RelativeInstant } from "@/components/date";
import { currencyCode } from "@/components/money";
import { FailureNotice } from "@/components/states/failure-notice";
import { NoBrokerage } from "@/components/states/no-brokerage";
import { PageHeading } from "@/components/states/page-heading";
import { cn } from "@/components/ui/class-names";
import type { PortfolioOverview } from "@/contracts/portfolio";
import { AttentionList } from "./attention-list";
import { BrokerageList } from "./brokerage-list";
import { ImportingPanel } from "./importing-panel";
import { OverviewSkeleton } from "./overview-skeleton";
import { TopHoldings } from "./top-holdings";
import { TotalCard } from "./total-card";

export function Overview() {
  const { data, error, refetch } = trpc.portfolio.overview.useQuery();
  return (
    <>
      <PageHeading title="Overview">{data && <Freshness overview={data} />}</PageHeading>
      {data ? (
        <OverviewBody overview={data} />
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

function OverviewBody({ overview }: { overview: PortfolioOverview }) {
  if (overview.itemCount === 0) return <NoBrokerage />;
  const { totals } = overview;
  return (
    <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 grid-cols-1 gap-5">
        <ImportingPanel />
        {totals.length > 0 && (
          <div className={cn("grid grid-cols-1 gap-5", totals.length > 1 && "md:grid-cols-2")}>
            {totals.map((total) => (
              <TotalCard key={currencyCode(total.currency)} total={total} />
            ))}
          </div>
        )}
        {(totals.length > 0 || overview.importingCount === 0) && <TopHoldings rows={overview.topHoldings} />}
      </div>
      <div
        className={cn(
          "grid min-w-0 grid-cols-1 items-start gap-5 md:max-xl:grid-cols-2",
          overview.attention.length > 0 && "max-xl:order-first",
        )}
      >
        <AttentionList entries={overview.attention} />
        <BrokerageList />
      </div>
    </div>
  );
}
