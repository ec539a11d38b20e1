"use client";

import { Clock, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useNow } from "@/client/time";
import { useConnections } from "@/client/use-connections";
import { cardsInScope, useIsScopedPage, useScope } from "@/client/use-scope";
import { RelativeInstant } from "@/components/date";
import { cn } from "@/components/ui/class-names";
import { isStale } from "@/domain/staleness";

/** Age of the oldest brokerage in scope: no figure is fresher than its stalest part. */
export function FreshnessChip() {
  const { data } = useConnections();
  const nowMs = useNow();
  const { scope } = useScope();
  const isScopedPage = useIsScopedPage();
  const shown = isScopedPage ? cardsInScope(data ?? [], scope) : (data ?? []);
  const instants = shown.flatMap(({ refreshedAt }) => refreshedAt ?? []).sort();
  const oldest = instants[0];
  if (oldest === undefined) return null;
  const isOld = isStale(oldest, nowMs);
  const Mark = isOld ? TriangleAlert : Clock;
  return (
    <Link
      href="/connections"
      className={cn(
        "inline-flex h-9 min-w-0 items-center gap-1.5 rounded-full px-3 text-xs font-medium text-muted hover:bg-sunken hover:text-ink",
        isOld && "bg-warn-soft text-warn hover:bg-warn-soft hover:text-warn",
      )}
    >
      <Mark aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">
        <span className="max-sm:sr-only">Updated </span>
        <RelativeInstant iso={oldest} />
      </span>
    </Link>
  );
}
