"use client";

import { useRefreshActions } from "@/client/refresh-session";
import { useNow } from "@/client/time";
import { ClockTime } from "@/components/date";
import { ReconnectButton } from "@/components/link/link-button";
import { Button } from "@/components/ui/button";
import type { ConnectionCard } from "@/contracts/items";

/**
 * One way out of a failure: wait where Plaid allows no more for now, sign in again where that is what helps, else try again. `name` tells the brokerage from
 * another login at the same institution.
 */
export function WayOut({
  card,
  name,
  verb = "Retry",
}: {
  card: ConnectionCard;
  name?: string;
  verb?: "Retry" | "Refresh";
}) {
  const { start } = useRefreshActions();
  const nowMs = useNow();
  const { itemId, limitedUntil, needsReconnect } = card;
  const label = name ?? card.institutionName ?? "this brokerage";
  if (limitedUntil !== null && Date.parse(limitedUntil) > nowMs) {
    return (
      <p className="text-[0.8125rem] text-muted tabular-nums">
        Possible again at <ClockTime iso={limitedUntil} />
      </p>
    );
  }
  if (needsReconnect) return <ReconnectButton itemId={itemId} name={label} />;
  return (
    <Button size="sm" aria-label={`${verb} ${label}`} onClick={() => start(itemId)}>
      {verb}
    </Button>
  );
}
