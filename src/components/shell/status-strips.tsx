"use client";

import { useNow } from "@/client/time";
import { useConnections } from "@/client/use-connections";
import { useIsOnline } from "@/client/use-online";
import { cardsInScope, useIsScopedPage, useScope } from "@/client/use-scope";
import { RelativeInstant } from "@/components/date";
import { nameConnections } from "@/components/items/connection-names";
import { WayOut } from "@/components/refresh/way-out";
import { NoticeBox } from "@/components/ui/notice-box";
import type { ConnectionCard } from "@/contracts/items";
import { isStale } from "@/domain/staleness";

/** What the reader must know before the figures below: that they are old, and what makes them new. */
export function StatusStrips() {
  const isOnline = useIsOnline();
  const isScopedPage = useIsScopedPage();
  return (
    <>
      {!isOnline && (
        <NoticeBox tone="warn" role="status">
          <strong className="font-medium">You are offline.</strong> What you see was loaded before; it is brought up to
          date as soon as you are online again.
        </NoticeBox>
      )}
      {isScopedPage && <BrokerageStrips />}
    </>
  );
}

function BrokerageStrips() {
  const { data } = useConnections();
  const { scope } = useScope();
  const nowMs = useNow();
  if (!data) return null;
  const names = nameConnections(data);
  return cardsInScope(data, scope)
    .filter((card) => card.needsReconnect || isStale(card.refreshedAt, nowMs))
    .map((card) => <BrokerageStrip key={card.itemId} card={card} name={names.get(card.itemId) ?? card.itemId} />);
}

function BrokerageStrip({ card, name }: { card: ConnectionCard; name: string }) {
  const { needsReconnect, refreshedAt, progress } = card;
  return (
    <NoticeBox
      tone={needsReconnect ? "bad" : "warn"}
      action={progress === null && <WayOut card={card} name={name} verb="Refresh" />}
    >
      <strong className="font-medium">{name}</strong>{" "}
      {needsReconnect ? "asks you to sign in again." : "has not been refreshed for more than a day."}{" "}
      {refreshedAt && (
        <>
          Its figures are those of <RelativeInstant iso={refreshedAt} />.
        </>
      )}
    </NoticeBox>
  );
}
