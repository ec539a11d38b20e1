"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import type { LinkState } from "@/client/link-state";
import { useRefreshActions } from "@/client/refresh-session";
import { useInvalidatePortfolio } from "@/client/use-invalidate-portfolio";
import { useLinkFlow } from "@/client/use-link-flow";
import { notify } from "@/components/ui/toast";
import { PlaidLinkMount } from "./plaid-link-mount";

type LinkFlow = { state: LinkState; start: (itemId?: string) => void; clearProblem: () => void };

const Context = createContext<LinkFlow | null>(null);

/** One passage through Plaid Link at a time, begun from any button on any page. */
export function LinkFlowProvider({
  nonce,
  isDemo,
  children,
}: {
  nonce: string | undefined;
  isDemo: boolean;
  children: ReactNode;
}) {
  const invalidate = useInvalidatePortfolio();
  const { start: startRefresh } = useRefreshActions();
  const { state, start, clearProblem, onSuccess, onExit, onScriptError } = useLinkFlow({
    onLinked: (_itemId, institutionName) => {
      void invalidate();
      notify({
        tone: "success",
        title: `${institutionName ?? "The brokerage"} is linked`,
        description: "Its holdings and up to 24 months of transactions are being imported.",
      });
    },
    onReconnected: (itemId) => {
      notify({ tone: "success", title: "Signed in again", description: "The brokerage is being refreshed." });
      startRefresh(itemId);
    },
  });
  const flow = useMemo<LinkFlow>(
    () => ({ state, start: (itemId) => start(itemId ?? null), clearProblem }),
    [state, start, clearProblem],
  );
  return (
    <Context value={flow}>
      {children}
      {state.phase === "open" &&
        (isDemo && !("Plaid" in window) ? (
          <LocalLinkMissing onScriptError={onScriptError} />
        ) : (
          <PlaidLinkMount
            key={state.token}
            token={state.token}
            nonce={nonce}
            onSuccess={onSuccess}
            onExit={onExit}
            onScriptError={onScriptError}
          />
        ))}
    </Context>
  );
}

/** The local Plaid's script did not come with the page. Plaid's own would be fetched in its place, and the demo reaches nobody. */
function LocalLinkMissing({ onScriptError }: { onScriptError: () => void }) {
  useEffect(onScriptError, [onScriptError]);
  return null;
}

export function useLink(): LinkFlow {
  const flow = useContext(Context);
  if (!flow) throw new Error("useLink needs a LinkFlowProvider around it");
  return flow;
}
