"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { useScopedHref } from "@/client/use-scoped-href";
import { ActivityCards } from "@/components/activity/activity-cards";
import { ActivityTable } from "@/components/activity/activity-table";
import { toLines } from "@/components/activity/activity-texts";
import { useIsWide } from "@/components/holdings/use-is-wide";
import { FailureNotice } from "@/components/states/failure-notice";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const SHOWN = 20;

/** The newest transactions of a security, and the way to all of them. */
export function SecurityActivity({ securityId, scope }: { securityId: string; scope: string }) {
  const { data, error, refetch } = trpc.portfolio.activity.useQuery({ securityId, scope });
  const allHref = useScopedHref("/activity", { security: securityId });
  const isWide = useIsWide();
  const lines = useMemo(() => toLines((data?.rows ?? []).slice(0, SHOWN)), [data]);
  const hasMore = data !== undefined && (data.rows.length > SHOWN || data.nextCursor !== null);
  return (
    <section aria-labelledby="security-activity" className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="security-activity" className="text-base font-semibold tracking-tight">
          Activity
          {hasMore && <span className="ml-2 text-[0.8125rem] font-normal text-muted">the newest {SHOWN}</span>}
        </h2>
        <Link
          href={allHref}
          className="inline-flex items-center gap-1 rounded text-[0.8125rem] font-medium text-accent hover:underline"
        >
          All in Activity
          <ArrowRight aria-hidden className="size-4" />
        </Link>
      </div>
      {!data && error && <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Card role="status" aria-label="Loading activity" className="p-5">
          <Skeleton className="h-96" />
        </Card>
      )}
      {data?.rows.length === 0 && (
        <Card className="px-5 py-4 text-sm text-muted">
          No transaction of the last 24 months names it, as far as Plaid gives them.
        </Card>
      )}
      {lines.length > 0 && isWide !== false && <ActivityTable lines={lines} isComplete={!hasMore} />}
      {lines.length > 0 && isWide !== true && <ActivityCards lines={lines} />}
    </section>
  );
}
