"use client";

import { useNow } from "@/client/time";
import { ClockTime, RelativeInstant, TimeUntil } from "@/components/date";
import { NoticeBox } from "@/components/ui/notice-box";
import type { ConnectionCard } from "@/contracts/items";

/** What is wrong with a brokerage, in plain words; nothing when all is well. */
export function ConnectionNotices({ card }: { card: ConnectionCard }) {
  const nowMs = useNow();
  const isToCome = (iso: string) => Date.parse(iso) > nowMs;
  return (
    <>
      {card.stateText && (
        <NoticeBox tone={card.needsReconnect || card.state === "disconnected" ? "bad" : "warn"}>
          <p>{card.stateText}</p>
          {card.reason && <p className="mt-0.5 text-xs text-muted">Reason: {card.reason}</p>}
        </NoticeBox>
      )}
      {card.limitedUntil && isToCome(card.limitedUntil) && (
        <NoticeBox tone="warn">
          Plaid allows no further refresh for now; possible again at <ClockTime iso={card.limitedUntil} />.
        </NoticeBox>
      )}
      {card.expiresAt && (
        <NoticeBox tone="info">
          {isToCome(card.expiresAt) ? (
            <>
              Your consent to this connection ends <TimeUntil iso={card.expiresAt} />.
            </>
          ) : (
            <>
              Your consent to this connection ended <RelativeInstant iso={card.expiresAt} />.
            </>
          )}
        </NoticeBox>
      )}
      {card.newAccountsAt && card.canAddAccounts && (
        <NoticeBox tone="info">
          The brokerage has accounts that are not shared here yet. Add accounts to choose them.
        </NoticeBox>
      )}
      {card.duplicateOfItemId && (
        <NoticeBox tone="warn">
          The same accounts seem to be linked twice, so they would be counted twice.{" "}
          <a href={`#${card.duplicateOfItemId}`} className="font-medium underline">
            See the other connection
          </a>
          , and disconnect one of the two.
        </NoticeBox>
      )}
    </>
  );
}
