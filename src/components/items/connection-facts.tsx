"use client";

import type { ReactNode } from "react";
import { useNow } from "@/client/time";
import { RelativeInstant, TimeUntil } from "@/components/date";
import type { ConnectionCard } from "@/contracts/items";
import { CopyButton } from "./copy-button";

export function ConnectionFacts({ card }: { card: ConnectionCard }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-t border-line pt-4 text-[0.8125rem]">
      <Fact label="Last refreshed">{card.refreshedAt ? <RelativeInstant iso={card.refreshedAt} /> : "not yet"}</Fact>
      <Fact label="Plaid reached it">
        {card.providerUpdatedAt ? <RelativeInstant iso={card.providerUpdatedAt} /> : "unknown"}
      </Fact>
      <Fact label="Next refresh">
        <NextRefresh card={card} />
      </Fact>
      <Fact label="Linked">
        <RelativeInstant iso={card.linkedAt} />
      </Fact>
      <div className="col-span-2 min-w-0">
        <dt className="text-xs text-muted">Item id, for the REST API</dt>
        <dd className="flex min-w-0 items-center gap-1">
          <code className="min-w-0 truncate font-mono text-xs">{card.itemId}</code>
          <CopyButton text={card.itemId} label={`Copy item id of ${card.institutionName ?? "this brokerage"}`} />
        </dd>
      </div>
    </dl>
  );
}

function NextRefresh({ card: { isResting, nextRefreshAt, failureCount, state } }: { card: ConnectionCard }) {
  const nowMs = useNow();
  if (state === "disconnected" || state === "key_unavailable") return "never";
  if (isResting) return "rests until you help it";
  const isDue = nextRefreshAt === null || Date.parse(nextRefreshAt) <= nowMs;
  return (
    <>
      {isDue ? "as soon as it can" : <TimeUntil iso={nextRefreshAt} />}
      {failureCount > 0 && (
        <span className="block text-xs text-muted">
          {failureCount === 1 ? "the last one failed" : `the last ${failureCount} failed`}
        </span>
      )}
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
