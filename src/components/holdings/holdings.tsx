"use client";

import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { RelativeInstant } from "@/components/date";
import { ImportingPanel } from "@/components/portfolio/importing-panel";
import { FailureNotice } from "@/components/states/failure-notice";
import { NoBrokerage } from "@/components/states/no-brokerage";
import { PageHeading } from "@/components/states/page-heading";
import type { HoldingsList } from "@/contracts/portfolio";
import { HoldingsSkeleton } from "./holdings-skeleton";
import { HoldingsView } from "./holdings-view";

export function Holdings() {
  const { data, error, refetch } = trpc.portfolio.holdings.useQuery();
  return (
    <>
      <PageHeading title="Holdings">
        {data?.oldestRefreshAt && (
          <>
            As the brokerages stated them; oldest figures from <RelativeInstant iso={data.oldestRefreshAt} />
          </>
        )}
      </PageHeading>
      {data ? (
        <HoldingsBody list={data} />
      ) : error ? (
        <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
      ) : (
        <HoldingsSkeleton />
      )}
    </>
  );
}

function HoldingsBody({ list }: { list: HoldingsList }) {
  if (list.itemCount === 0) return <NoBrokerage />;
  return (
    <div className="grid grid-cols-1 gap-5">
      <ImportingPanel />
      {(list.rows.length > 0 || list.importingCount === 0) && <HoldingsView list={list} />}
    </div>
  );
}
