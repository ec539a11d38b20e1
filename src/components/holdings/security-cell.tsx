"use client";

import { HoldingLink } from "@/components/security/holding-link";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-names";
import type { HoldingListRow } from "@/contracts/holdings";
import { holdingTitle, securityDetail, securityTypeText } from "./holding-texts";
import { SecurityMark } from "./security-mark";

/**
 * The security by its ticker, name and type, or by its name alone, and the way to all that is known of it: cut where there is
 * no more room; whole (`isWhole`) without its type, on as many lines as it needs.
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
  const [type, detail] = [isWhole ? null : securityTypeText(row), securityDetail(row)];
  const below = detail ?? type;
  const oneLine = isWhole ? "wrap-anywhere" : "truncate";
  const twoLines = isWhole ? "wrap-anywhere" : "line-clamp-2 leading-[1.05rem] wrap-anywhere";
  return (
    <div className="flex min-w-0 items-center gap-3">
      <SecurityMark row={row} />
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <SecurityLink row={row} tabIndex={tabIndex} className={detail === null ? twoLines : oneLine} />
          {type && detail !== null && <Badge className="shrink-0 px-1.5 py-0 text-[0.6875rem]">{type}</Badge>}
        </p>
        {below !== null && (
          <p className={cn("text-xs text-muted", oneLine)} title={below}>
            {below}
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
