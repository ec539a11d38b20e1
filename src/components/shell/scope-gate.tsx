"use client";

import { Unlink } from "lucide-react";
import type { ReactNode } from "react";
import { useConnections } from "@/client/use-connections";
import { findScope, useIsScopedPage, useScope } from "@/client/use-scope";
import { EmptyState } from "@/components/states/empty-state";
import { PageHeading } from "@/components/states/page-heading";
import { Button } from "@/components/ui/button";
import { ALL } from "@/domain/scope";

/** The page, or in its place that the account which its address names is linked no more. */
export function ScopeGate({ children }: { children: ReactNode }) {
  const { data } = useConnections();
  const { scope, setScope } = useScope();
  const isScopedPage = useIsScopedPage();
  if (!isScopedPage || !data || data.length === 0 || findScope(data, scope)) return children;
  const what = scope.kind === "account" ? "account" : "brokerage";
  return (
    <>
      <PageHeading title={`This ${what} is not linked`} />
      <EmptyState
        icon={<Unlink aria-hidden />}
        title="There is nothing to show of it"
        action={
          <Button variant="primary" onClick={() => setScope(ALL)}>
            Show everything
          </Button>
        }
      >
        The address asks for one {what} alone, and it is not among those that you have linked. It may have been
        disconnected since.
      </EmptyState>
    </>
  );
}
