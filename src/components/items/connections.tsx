"use client";

import { readFailure } from "@/client/failure";
import { useConnections } from "@/client/use-connections";
import { LinkButton } from "@/components/link/link-button";
import { FailureNotice } from "@/components/states/failure-notice";
import { NoBrokerage } from "@/components/states/no-brokerage";
import { PageHeading } from "@/components/states/page-heading";
import { ConnectionCardView } from "./connection-card";
import { nameConnections } from "./connection-names";
import { ConnectionTabs } from "./connection-tabs";
import { ConnectionsSkeleton } from "./connections-skeleton";

export function Connections() {
  const { data, error, refetch } = useConnections();
  const names = nameConnections(data ?? []);
  return (
    <>
      <PageHeading title="Connections" aside={data && data.length > 0 && <LinkButton />}>
        Your brokerages, each with the accounts that Plaid may read.
      </PageHeading>
      <ConnectionTabs />
      {data?.length === 0 && <NoBrokerage />}
      {data && data.length > 0 && (
        <div className="grid grid-cols-1 items-stretch gap-5 md:grid-cols-2 2xl:grid-cols-3">
          {data.map((card) => (
            <ConnectionCardView key={card.itemId} card={card} label={names.get(card.itemId) ?? card.itemId} />
          ))}
        </div>
      )}
      {!data &&
        (error ? (
          <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
        ) : (
          <ConnectionsSkeleton />
        ))}
    </>
  );
}
