import { AppError } from "@/domain/errors";
import { getEnv } from "@/server/platform/env";
import type { Actor } from "@/server/services/context";

/** The account behind the dashboard. */
export type DashboardUser = { readonly userId: string };

const DEMO_USER: DashboardUser = { userId: "demo" };

/**
 * Who calls REST. Where nobody checks a key (the demo on its own machine, a gateway in front) the caller vouches for any
 * user; everyone else is refused. Errors: UNAUTHORIZED.
 */
export async function identifyRestCaller(_request: Request): Promise<Actor> {
  if (getEnv().restAccess === "key") throw new AppError("UNAUTHORIZED");
  return { kind: "service" };
}

/** Whose dashboard the request is for; null when nobody is signed in, as always in live mode until sign-in is set up. */
export async function identifyDashboardUser(_from: Request | Headers): Promise<DashboardUser | null> {
  return getEnv().mode === "demo" ? DEMO_USER : null;
}
