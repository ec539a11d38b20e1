import { headers } from "next/headers";
import type { ReactNode } from "react";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { Dashboard } from "@/components/shell/dashboard";
import { Shell } from "@/components/shell/shell";
import { SignInNotSetUp } from "@/components/states/sign-in-not-set-up";
import { identifyDashboardUser } from "@/server/auth/identify";
import { getEnv } from "@/server/platform/env";

export const dynamic = "force-dynamic";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const requestHeaders = await headers();
  if ((await identifyDashboardUser(requestHeaders)) === null) return <SignInNotSetUp />;
  // Here, not in the pages: the shell asks for them too, and what is asked for twice must be there before either asks.
  const state = await prefetch(({ items }) => [items.list.prefetch()]);
  return (
    <Hydrated state={state}>
      <Dashboard nonce={requestHeaders.get("x-nonce") ?? undefined}>
        <Shell isDemo={getEnv().mode === "demo"}>{children}</Shell>
      </Dashboard>
    </Hydrated>
  );
}
