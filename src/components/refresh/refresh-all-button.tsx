"use client";

import { LoaderCircle, RefreshCw } from "lucide-react";
import { useFollowedRun, useRefreshActions, useRefreshState } from "@/client/refresh-session";
import { countOf } from "@/client/run-progress";
import { useConnections } from "@/client/use-connections";
import { useIsOnline } from "@/client/use-online";
import { Button } from "@/components/ui/button";

/** Refreshes everything; while that runs it shows how far it is, and a click opens its panel again. */
export function RefreshAllButton() {
  const state = useRefreshState();
  const run = useFollowedRun();
  const { start } = useRefreshActions();
  const { data } = useConnections();
  const isOnline = useIsOnline();
  if (data?.length === 0) return null;
  if (state.phase === "running") {
    const count = run && countOf(run);
    const text = count ? `Refreshing ${count.current} of ${count.total}` : "Refreshing";
    return (
      <Button variant="secondary" onClick={() => start()} className="max-sm:px-3">
        <LoaderCircle aria-hidden className="animate-spin" />
        <span className="sr-only sm:hidden">{text}</span>
        {count && (
          <span aria-hidden className="tabular-nums sm:hidden">
            {count.current}/{count.total}
          </span>
        )}
        <span className="tabular-nums max-sm:hidden">{text}</span>
      </Button>
    );
  }
  return (
    <Button
      variant="primary"
      disabled={!isOnline}
      focusableWhenDisabled
      title={isOnline ? undefined : "You are offline"}
      onClick={() => start()}
      className="max-sm:size-10 max-sm:px-0"
    >
      <RefreshCw aria-hidden />
      <span className="max-sm:sr-only">Refresh</span>
    </Button>
  );
}
