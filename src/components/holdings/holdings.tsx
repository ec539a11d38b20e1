"use client";

import { useCallback } from "react";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { RelativeInstant } from "@/components/date";
import { ImportingPanel } from "@/components/portfolio/importing-panel";
import { SecurityDrawerMount } from "@/components/security/security-drawer-mount";
import { FailureNotice } from "@/components/states/failure-notice";
import { NoBrokerage } from "@/components/states/no-brokerage";
import { PageHeading } from "@/components/states/page-heading";
import type { HoldingsAsked } from "@/contracts/holdings";
import { HoldingsSkeleton } from "./holdings-skeleton";
import { HoldingsView } from "./holdings-view";
import { useHoldingsUrl } from "./use-holdings-url";

export function Holdings() {
  const { portfolio } = trpc.useUtils();
  // The answer is on its way while what was asked for is rendered.
  const onAsked = useCallback((asked: HoldingsAsked) => void portfolio.holdings.prefetchInfinite(asked), [portfolio]);
  const url = useHoldingsUrl(onAsked);
  const query = trpc.portfolio.holdings.useInfiniteQuery(url.asked, {
    getNextPageParam: (page) => page.nextCursor,
    // The rows of the question before stay until the new ones are there, so that nothing jumps.
    placeholderData: (previous) => previous,
    // Up to a hundred pages, each of which is another as soon as anything in it is.
    structuralSharing: false,
  });
  const { data, error, refetch } = query;
  const [first, ...others] = data?.pages ?? [];
  return (
    <>
      <PageHeading title="Holdings">
        {first?.oldestRefreshAt && (
          <>
            As the brokerages stated them; oldest figures from <RelativeInstant iso={first.oldestRefreshAt} />
          </>
        )}
      </PageHeading>
      {first?.itemCount === 0 ? (
        <NoBrokerage />
      ) : first ? (
        <div className="grid grid-cols-1 gap-5">
          <ImportingPanel />
          {(first.totals.length > 0 || first.importingCount === 0 || first.asOf !== null) && (
            <HoldingsView url={url} query={query} pages={[first, ...others]} />
          )}
        </div>
      ) : error ? (
        <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
      ) : (
        <HoldingsSkeleton />
      )}
      <SecurityDrawerMount />
    </>
  );
}
