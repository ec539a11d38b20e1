"use client";

import { useRefreshState } from "@/client/refresh-session";
import type { RefreshRunProgress } from "@/contracts/refresh-history";

function summaryOf({ items, failedCount, holdings, transactions }: RefreshRunProgress): string {
  const changes = [holdings, transactions].map(({ added, changed, removed }) => added + changed + removed);
  const failed = failedCount > 0 ? ` ${failedCount} of ${items.length} brokerages could not be refreshed.` : "";
  return `Refresh finished: ${changes[0]} holdings and ${changes[1]} transactions changed.${failed}`;
}

/** Tells screen readers how the refresh goes, wherever on the page they are. */
export function RefreshAnnouncer() {
  const state = useRefreshState();
  const texts = {
    idle: "",
    running: "Refreshing",
    done: state.phase === "done" ? summaryOf(state.run) : "",
    failed: "The refresh failed",
  };
  return (
    <p role="status" aria-label="Refresh status" className="sr-only">
      {texts[state.phase]}
    </p>
  );
}
