"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { deferred } from "@/client/deferred";
import type { LinkState, LinkTarget } from "@/client/link-state";
import { useRefreshActions } from "@/client/refresh-session";
import { useInvalidatePortfolio } from "@/client/use-invalidate-portfolio";
import { useLinkFlow } from "@/client/use-link-flow";
import { notify } from "@/components/ui/toast";
import { DuplicateDialog } from "./duplicate-dialog";

type LinkFlow = {
  state: LinkState;
  start: (target: LinkTarget) => void;
  /** Goes on where a bank has returned the user to: the address of that page, as it is. */
  resume: (returnedTo: string) => void;
  clearProblem: () => void;
};

const SIGNED_IN_AGAIN = { title: "Signed in again", description: "The brokerage is being refreshed." };
const ACCOUNTS_CHOSEN = {
  title: "The choice of accounts is stored",
  description: "The holdings of new ones, and up to 24 months of their transactions, are being fetched.",
};

const mount = deferred(() => import("./plaid-link-mount"));

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
  const { state, start, resume, choose, clearProblem, onSuccess, onExit, onScriptError } = useLinkFlow({
    onLinked: (institutionName) => {
      void invalidate();
      notify({
        tone: "success",
        title: `${institutionName ?? "The brokerage"} is linked`,
        description: "Its holdings and up to 24 months of transactions are being imported.",
      });
    },
    onUpdated: (itemId, purpose) => {
      notify({ tone: "success", ...(purpose === "add_accounts" ? ACCOUNTS_CHOSEN : SIGNED_IN_AGAIN) });
      startRefresh(itemId);
    },
  });
  const link = mount.useModule(state.phase !== "idle");
  const flow = useMemo<LinkFlow>(() => ({ state, start, resume, clearProblem }), [state, start, resume, clearProblem]);
  return (
    <Context value={flow}>
      {children}
      {state.phase === "open" &&
        (isDemo && !("Plaid" in window) ? (
          <LocalLinkMissing onScriptError={onScriptError} />
        ) : (
          link && (
            <link.PlaidLinkMount
              key={state.token}
              token={state.token}
              receivedRedirectUri={state.receivedRedirectUri}
              nonce={nonce}
              onSuccess={onSuccess}
              onExit={onExit}
              onScriptError={onScriptError}
            />
          )
        ))}
      {state.phase === "choosing" && <DuplicateDialog offer={state.offer} onChoice={choose} />}
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
