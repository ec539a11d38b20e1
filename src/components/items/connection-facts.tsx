"use client";

import type { ReactNode } from "react";
import { RelativeInstant } from "@/components/date";
import type { ConnectionCard } from "@/contracts/items";
import { CopyButton } from "./copy-button";

export function ConnectionFacts({ card }: { card: ConnectionCard }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-t border-line pt-4 text-[0.8125rem]">
      <Fact label="Last refreshed">{card.refreshedAt ? <RelativeInstant iso={card.refreshedAt} /> : "not yet"}</Fact>
      <Fact label="Plaid reached it">
        {card.providerUpdatedAt ? <RelativeInstant iso={card.providerUpdatedAt} /> : "unknown"}
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

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
