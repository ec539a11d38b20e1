"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useFollowedRun, useRefreshActions, useRefreshState } from "@/client/refresh-session";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { RefreshItems } from "./refresh-items";
import { RefreshSummary } from "./refresh-summary";

/** The refresh under way or just finished, on the page on which it was asked for. */
export function RefreshPanel() {
  const state = useRefreshState();
  const run = useFollowedRun();
  const { start, retry, dismiss } = useRefreshActions();
  if (state.phase === "idle") return null;
  if (state.phase === "failed") {
    const { itemId, retryOf } = state.target;
    const again = () => (retryOf ? retry(retryOf) : start(itemId ?? undefined));
    return <FailureNotice failure={state.failure} onRetry={again} onDismiss={dismiss} />;
  }
  if (state.phase === "running") {
    if (!state.isOpen) return null;
    return (
      <Panel title="Refreshing" onClose={dismiss} closeLabel="Hide progress">
        {run ? <RefreshItems run={run} /> : <Skeleton className="mx-5 mb-5 h-8" />}
      </Panel>
    );
  }
  return (
    <Panel title="Refresh result" onClose={dismiss} closeLabel="Dismiss result">
      <RefreshItems run={state.run} />
      <RefreshSummary run={state.run} />
    </Panel>
  );
}

function Panel({
  title,
  closeLabel,
  onClose,
  children,
}: {
  title: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Card aria-labelledby="refresh-panel-title">
      <CardHeader
        title={title}
        titleId="refresh-panel-title"
        aside={
          <Button variant="ghost" size="icon-sm" aria-label={closeLabel} onClick={onClose}>
            <X aria-hidden />
          </Button>
        }
      />
      {children}
    </Card>
  );
}
