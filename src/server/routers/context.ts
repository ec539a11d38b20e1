import { identifyDashboardUser } from "@/server/auth/identify";
import { requestIdFrom } from "@/server/platform/request-id";
import type { ServiceContext } from "@/server/services/context";
import { createContext } from "@/server/services/runtime";

/** What procedures are handed: `session` is null when nobody is signed in. */
export type TrpcContext = {
  readonly requestId: string;
  readonly session: { readonly userId: string; readonly service: ServiceContext } | null;
};

/** The context of a request with these headers, for the route handler and for pages that call procedures themselves. */
export async function createTrpcContext(
  headers: Headers,
  requestId = requestIdFrom(headers.get("x-request-id")),
): Promise<TrpcContext> {
  const user = await identifyDashboardUser(headers);
  if (!user) return { requestId, session: null };
  const service = await createContext({ actor: { kind: "user", userId: user.userId }, requestId });
  return { requestId, session: { userId: user.userId, service } };
}
