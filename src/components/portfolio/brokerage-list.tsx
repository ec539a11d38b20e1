"use client";

import Link from "next/link";
import { useConnections } from "@/client/use-connections";
import { cardsInScope, useScope } from "@/client/use-scope";
import { RelativeInstant } from "@/components/date";
import { InstitutionMark } from "@/components/items/institution-mark";
import { ItemStateBadge } from "@/components/items/item-state-badge";
import { LinkButton } from "@/components/link/link-button";
import { Card, CardHeader } from "@/components/ui/card";
import type { ConnectionCard } from "@/contracts/items";

/** How fresh the figures of each brokerage in the scope are. */
export function BrokerageList() {
  const { data } = useConnections();
  const { scope } = useScope();
  if (!data) return null;
  return (
    <Card aria-labelledby="brokerages">
      <CardHeader title="Brokerages" titleId="brokerages" />
      <ul className="divide-y divide-line px-5">
        {cardsInScope(data, scope).map((card) => (
          <Brokerage key={card.itemId} card={card} />
        ))}
      </ul>
      <div className="px-5 pt-2 pb-5">
        <LinkButton size="sm" variant="secondary" />
      </div>
    </Card>
  );
}

function Brokerage({ card }: { card: ConnectionCard }) {
  return (
    <li className="flex items-center gap-3 py-3">
      <InstitutionMark card={card} size="sm" />
      <div className="min-w-0 flex-1">
        <Link
          href={`/connections#${card.itemId}`}
          className="block truncate rounded text-sm font-medium hover:underline"
        >
          {card.institutionName ?? "Brokerage"}
        </Link>
        <p className="text-xs text-muted">
          {card.refreshedAt ? (
            <>
              Refreshed <RelativeInstant iso={card.refreshedAt} />
            </>
          ) : (
            "Not refreshed yet"
          )}
        </p>
      </div>
      {(card.state !== "ok" || card.progress !== null) && (
        <ItemStateBadge state={card.state} isRefreshing={card.progress !== null} />
      )}
    </li>
  );
}
