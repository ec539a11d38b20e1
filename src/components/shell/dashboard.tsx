"use client";

import type { ReactNode } from "react";
import { RefreshSession } from "@/client/refresh-session";
import { LinkFlowProvider } from "@/components/link/link-flow";

/** What outlives a page of the dashboard: the refresh under way and the passage through Link. */
export function Dashboard({
  nonce,
  isDemo,
  children,
}: {
  nonce: string | undefined;
  isDemo: boolean;
  children: ReactNode;
}) {
  return (
    <RefreshSession>
      <LinkFlowProvider nonce={nonce} isDemo={isDemo}>
        {children}
      </LinkFlowProvider>
    </RefreshSession>
  );
}
