"use client";

import { CircleCheck } from "lucide-react";
import { readFailure } from "@/client/failure";
import { useAttention } from "@/client/use-attention";
import { useConnections } from "@/client/use-connections";
import { nameConnections } from "@/components/items/connection-names";
import { ConnectionTabs } from "@/components/items/connection-tabs";
import { EmptyState } from "@/components/states/empty-state";
import { FailureNotice } from "@/components/states/failure-notice";
import { NoBrokerage } from "@/components/states/no-brokerage";
import { Card, CardHeader } from "@/components/ui/card";
import type { AttentionFinding } from "@/contracts/attention";
import { AttentionEntry } from "./attention-entry";
import { AttentionHeading } from "./attention-heading";
import { AttentionSkeleton } from "./attention-skeleton";
import { SEVERITY_TEXTS } from "./attention-texts";

/** All that needs a look, by how grave it is. */
export function Attention() {
  const { data: cards } = useConnections();
  const { data, error, refetch } = useAttention();
  return (
    <>
      <AttentionHeading />
      <ConnectionTabs />
      {cards?.length === 0 ? (
        <NoBrokerage />
      ) : data ? (
        <Findings findings={data} />
      ) : error ? (
        <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
      ) : (
        <AttentionSkeleton />
      )}
    </>
  );
}

function Findings({ findings }: { findings: readonly AttentionFinding[] }) {
  const { data: cards } = useConnections();
  const names = nameConnections(cards ?? []);
  if (findings.length === 0) {
    return (
      <EmptyState icon={<CircleCheck aria-hidden />} title="Nothing needs your attention">
        Every brokerage answers, and every figure has what it needs.
      </EmptyState>
    );
  }
  const severities = Object.entries(SEVERITY_TEXTS).map(([severity, text]) => ({
    ...{ severity, text },
    entries: findings.filter((finding) => finding.severity === severity),
  }));
  return (
    <div className="grid grid-cols-1 gap-5">
      {severities
        .filter(({ entries }) => entries.length > 0)
        .map(({ severity, text, entries }) => (
          <Card key={severity} aria-labelledby={`attention-${severity}`}>
            <CardHeader
              title={text}
              titleId={`attention-${severity}`}
              aside={<span className="text-[0.8125rem] text-muted tabular-nums">{entries.length}</span>}
            />
            <ul className="divide-y divide-line px-5 pb-2">
              {entries.map((finding) => (
                <AttentionEntry
                  key={`${finding.itemId} ${finding.kind}`}
                  finding={finding}
                  card={cards?.find(({ itemId }) => itemId === finding.itemId)}
                  name={names.get(finding.itemId) ?? finding.institutionName ?? "Brokerage"}
                />
              ))}
            </ul>
          </Card>
        ))}
    </div>
  );
}
