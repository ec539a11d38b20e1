"use client";

import { formatCalendarDate } from "@/components/date";
import { Button } from "@/components/ui/button";
import { NoticeBox } from "@/components/ui/notice-box";
import type { AsOf } from "@/contracts/portfolio";

/** That the page tells of a date in the past, what it does not know of it, and the way back. */
export function AsOfNotice({ asOf, onToday }: { asOf: AsOf; onToday: () => void }) {
  const unknown = asOf.notYetKnown.map(({ institutionName, knownFrom }) => {
    const name = institutionName ?? "A brokerage";
    return knownFrom === null
      ? `${name} (nothing is known yet)`
      : `${name} (known from ${formatCalendarDate(knownFrom)})`;
  });
  return (
    <NoticeBox
      tone={unknown.length > 0 ? "warn" : "info"}
      role="status"
      action={
        <Button size="sm" onClick={onToday}>
          Back to today
        </Button>
      }
    >
      <p>
        <strong className="font-medium">As of {formatCalendarDate(asOf.date)}:</strong> the last figures seen on or
        before that day. Names are those of now, and the dates of prices are not kept.
      </p>
      {unknown.length > 0 && <p className="mt-1">Not counted, for it was not known yet: {unknown.join(", ")}.</p>}
    </NoticeBox>
  );
}
