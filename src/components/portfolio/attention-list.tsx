"use client";

import { ArrowRight, CircleCheck } from "lucide-react";
import Link from "next/link";
import { readFailure } from "@/client/failure";
import { useAttention } from "@/client/use-attention";
import { useConnections } from "@/client/use-connections";
import { useScope } from "@/client/use-scope";
import { AttentionEntry } from "@/components/attention/attention-entry";
import { nameConnections } from "@/components/items/connection-names";
import { FailureNotice } from "@/components/states/failure-notice";
import { Card, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { AttentionFinding } from "@/contracts/attention";
import type { ItemId } from "@/domain/ids";
import { concernsItem } from "@/domain/scope";

const SHOWN = 4;

/** The gravest of what needs a look in the scope that the page tells of, with the way to all of it. */
export function AttentionList() {
  const { data, error, refetch } = useAttention();
  const { scope } = useScope();
  const findings = data?.filter(({ itemId }) => concernsItem(scope, itemId as ItemId));
  return (
    <Card aria-labelledby="needs-attention">
      <CardHeader
        title="Needs attention"
        titleId="needs-attention"
        aside={
          findings &&
          findings.length > SHOWN && (
            <Link
              href="/connections/attention"
              className="inline-flex items-center gap-1 rounded text-[0.8125rem] font-medium text-accent hover:underline"
            >
              All {findings.length}
              <ArrowRight aria-hidden className="size-4" />
            </Link>
          )
        }
      />
      {findings ? (
        <Findings findings={findings.slice(0, SHOWN)} />
      ) : error ? (
        <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} className="mx-5 mb-5" />
      ) : (
        <div role="status" aria-label="Loading" className="px-5 pb-5">
          <Skeleton className="h-12" />
        </div>
      )}
    </Card>
  );
}

function Findings({ findings }: { findings: readonly AttentionFinding[] }) {
  const { data: cards = [] } = useConnections();
  const names = nameConnections(cards);
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2 px-5 pb-5 text-sm text-muted">
        <CircleCheck aria-hidden className="size-4 text-gain" />
        Nothing at the moment.
      </p>
    );
  }
  return (
    <ul className="divide-y divide-line px-5 pb-2">
      {findings.map((finding) => (
        <AttentionEntry
          key={`${finding.itemId} ${finding.kind}`}
          finding={finding}
          card={cards.find(({ itemId }) => itemId === finding.itemId)}
          name={names.get(finding.itemId) ?? finding.institutionName ?? "Brokerage"}
        />
      ))}
    </ul>
  );
}
