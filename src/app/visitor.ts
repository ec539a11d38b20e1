import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { isPasskeyHost } from "@/domain/accounts";
import { VISITOR } from "@/server/auth/visitor";
import { getEnv } from "@/server/platform/env";
import { createTrpcContext } from "@/server/routers/context";
import { hasAccounts } from "@/server/services/account/has-accounts";
import { createContext } from "@/server/services/runtime";

export async function hasAnyAccount(requestId: string): Promise<boolean> {
  return hasAccounts(await createContext({ actor: VISITOR, requestId }));
}

/** The demo has no accounts, and so none of their pages. */
export function requireLive(): void {
  if (getEnv().mode === "demo") redirect("/");
}

/** For a page that is for whoever is not signed in: the others go to `to`. */
export async function requireVisitor(to: string): Promise<{ requestId: string }> {
  requireLive();
  const { session, requestId } = await createTrpcContext(await headers());
  if (session) redirect(to);
  return { requestId };
}

/** Whether passkeys work at this install's address. */
export function canSiteHavePasskeys(): boolean {
  const { appUrl } = getEnv();
  return appUrl !== null && isPasskeyHost(new URL(appUrl).hostname);
}
