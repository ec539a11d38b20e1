"use client";

import { HoldingLink } from "@/components/security/holding-link";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-names";
import type { HoldingListRow } from "@/contracts/holdings";
import { holdingTitle, securityDetail, securityTypeText } from "./holding-texts";
import { SecurityMark } from "./security-mark";

/**
 * The security by its ticker, name and type, or by its name alone, and the way to all that is known of it: on two lines, cut where
 * they are too short, and its type where there is room for it; whole (`isWhole`) without its type, on as many as it needs.
 */
export function SecurityCell({
  row,
  isWhole = false,
  tabIndex,
}: {
  row: HoldingListRow;
  isWhole?: boolean;
  tabIndex?: number;
}) {
  const detail = securityDetail(row);
  const type = isWhole ? null : securityTypeText(row);
  const oneLine = isWhole ? "wrap-anywhere" : "truncate";
  return (
    <div className="flex min-w-0 items-center gap-3" title={type ?? undefined}>
      <SecurityMark row={row} />
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <SecurityLink
            row={row}
            tabIndex={tabIndex}
            className={detail === null && !isWhole ? "line-clamp-2" : oneLine}
          />
          {type && detail === null && <span className="sr-only">{type}</span>}
          {type && detail !== null && <Badge className="shrink-0 px-1.5 py-0 text-[0.6875rem]">{type}</Badge>}
        </p>
        {detail !== null && (
          <p className={cn("text-xs text-muted", oneLine)} title={row.name}>
            {detail}
          </p>
        )}
      </div>
    </div>
  );
}

function SecurityLink({
  row,
  tabIndex,
  className,
}: {
  row: HoldingListRow;
  tabIndex: number | undefined;
  className: string;
}) {
  const title = holdingTitle(row);
  // Cash beside positions is no security; it takes the focus of the keys all the same.
  if (row.securityId === null) {
    return (
      <span data-row-focus tabIndex={tabIndex} className={cn("rounded font-medium", className)}>
        {title}
      </span>
    );
  }
  return (
    <HoldingLink
      data-row-focus
      tabIndex={tabIndex}
      securityId={row.securityId}
      title={title}
      className={cn("min-w-0 font-medium focus-visible:-outline-offset-2", className)}
    >
      {title}
    </HoldingLink>
  );
}
