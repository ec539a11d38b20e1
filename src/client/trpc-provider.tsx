"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { httpBatchLink, httpLink, httpSubscriptionLink, retryLink, splitLink } from "@trpc/client";
import { type ReactNode, useState } from "react";
import type { Failure } from "./failure";
import { createQueryClient } from "./query-client";
import { trpc } from "./trpc";

const URL = "/api/trpc";
const MAX_BATCH = 10;

/** The browser itself opens a stream anew that broke off, but not one that was refused, as by a proxy while the app restarts. */
const reopenAfterMs = (attempt: number) => Math.min(1_000 * 2 ** attempt, 30_000);

/**
 * Queries travel in batches of at most ten; a mutation always travels alone, so none waits for another's end. A subscription is a
 * stream of its own.
 */
function createClient() {
  return trpc.createClient({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: [retryLink({ retry: () => true, retryDelayMs: reopenAfterMs }), httpSubscriptionLink({ url: URL })],
        false: splitLink({
          condition: (operation) => operation.type === "mutation",
          true: httpLink({ url: URL }),
          false: httpBatchLink({ url: URL, maxItems: MAX_BATCH }),
        }),
      }),
    ],
  });
}

export function TrpcProvider({ onFailure, children }: { onFailure: (failure: Failure) => void; children: ReactNode }) {
  const [queryClient] = useState(() => createQueryClient(onFailure));
  const [client] = useState(createClient);
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}
