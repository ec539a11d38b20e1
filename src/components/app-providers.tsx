"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { AmountVisibilityProvider } from "@/client/amount-visibility";
import type { Failure } from "@/client/failure";
import { TimeProvider } from "@/client/time";
import { TrpcProvider } from "@/client/trpc-provider";
import { notify, Toasts } from "@/components/ui/toast";

export type RenderedWith = { nonce: string | undefined; nowMs: number; timeZone: string; areAmountsHidden: boolean };

const tellFailure = ({ text, requestId }: Failure) =>
  notify({ tone: "error", title: text, description: requestId === null ? undefined : `Request ${requestId}` });

/** What the whole tree stands in. `renderedWith` is the server's side of what the browser must repeat exactly. */
export function AppProviders({ renderedWith, children }: { renderedWith: RenderedWith; children: ReactNode }) {
  const { nonce, nowMs, timeZone, areAmountsHidden } = renderedWith;
  return (
    <CSPProvider nonce={nonce}>
      <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
        <TimeProvider nowMs={nowMs} timeZone={timeZone}>
          <AmountVisibilityProvider initiallyHidden={areAmountsHidden}>
            <TrpcProvider onFailure={tellFailure}>{children}</TrpcProvider>
            <Toasts />
          </AmountVisibilityProvider>
        </TimeProvider>
      </ThemeProvider>
    </CSPProvider>
  );
}
