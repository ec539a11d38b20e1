"use client";

import { ArrowLeft, SearchX } from "lucide-react";
import Link from "next/link";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { useScope } from "@/client/use-scope";
import { useScopedHref } from "@/client/use-scoped-href";
import { EmptyState } from "@/components/states/empty-state";
import { FailureNotice } from "@/components/states/failure-notice";
import { PageHeading } from "@/components/states/page-heading";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import type { SecurityDetail } from "@/contracts/security";
import { SecuritySkeleton } from "./security-skeleton";
import { pastText, subtitleOf, titleOf } from "./security-texts";
import { SecurityView } from "./security-view";

/** One security: what it is, where it is held, and what it has done. */
export function Security({ securityId }: { securityId: string }) {
  const { text: scope } = useScope();
  const { data, error, refetch } = trpc.portfolio.security.useQuery({ securityId, scope });
  const holdingsHref = useScopedHref("/holdings");
  const failure = error ? readFailure(error) : null;
  const isUnknown = !data && (failure?.code === "SECURITY_NOT_FOUND" || failure?.code === "INVALID_FIELD");
  return (
    <>
      <Link
        href={holdingsHref}
        className="mb-3 inline-flex items-center gap-1.5 rounded text-[0.8125rem] font-medium text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Holdings
      </Link>
      {data ? <Heading detail={data} /> : <PageHeading title={isUnknown ? "No such security" : "Security"} />}
      {data ? (
        <SecurityView detail={data} scope={scope} />
      ) : isUnknown ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title="You have never held this security"
          action={
            <Link href={holdingsHref} className={buttonVariants({ variant: "primary" })}>
              See what you hold
            </Link>
          }
        >
          None of the linked brokerages shows it, now or in what is stored of the past. The address may be mistyped, or
          belong to a brokerage that was disconnected.
        </EmptyState>
      ) : failure ? (
        <FailureNotice failure={failure} onRetry={() => void refetch()} />
      ) : (
        <SecuritySkeleton />
      )}
    </>
  );
}

function Heading({ detail }: { detail: SecurityDetail }) {
  return (
    <PageHeading title={titleOf(detail)} aside={detail.past && <Badge tone="warn">{pastText(detail.past)}</Badge>}>
      {subtitleOf(detail)}
    </PageHeading>
  );
}
