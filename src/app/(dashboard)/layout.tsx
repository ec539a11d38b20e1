import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { prefetch } from "@/app/prefetch";
import { hasAnyAccount } from "@/app/visitor";
import { Hydrated } from "@/client/hydrated";
import { Dashboard } from "@/components/shell/dashboard";
import { Shell } from "@/components/shell/shell";
import { NoAccountYet } from "@/components/states/no-account-yet";
import { PATH_HEADER } from "@/server/http/path-header";
import { getEnv } from "@/server/platform/env";
import { createTrpcContext } from "@/server/routers/context";

export const dynamic = "force-dynamic";

const signInPath = (asked: string | null) => `/sign-in?to=${encodeURIComponent(asked ?? "/")}`;

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const requestHeaders = await headers();
  const { session, requestId } = await createTrpcContext(requestHeaders);
  if (session === null) {
    if (!(await hasAnyAccount(requestId))) return <NoAccountYet />;
    redirect(signInPath(requestHeaders.get(PATH_HEADER)));
  }
  const isDemo = getEnv().mode === "demo";
  // Here, not in the pages: the shell asks for them too, and what is asked for twice must be there before either asks.
  const state = await prefetch(({ items }) => [items.list.prefetch()]);
  return (
    <Hydrated state={state}>
      <Dashboard nonce={requestHeaders.get("x-nonce") ?? undefined} isDemo={isDemo}>
        <Shell isDemo={isDemo}>{children}</Shell>
      </Dashboard>
    </Hydrated>
  );
}
