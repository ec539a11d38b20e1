import { identifyDashboardUser } from "@/server/auth/identify";
import { requestIdFrom } from "@/server/platform/request-id";
import type { SignIn } from "@/server/services/account/require-session";
import type { ServiceContext } from "@/server/services/context";
import { createContext } from "@/server/services/runtime";

/** What procedures are handed: `session` is null when nobody is signed in. */
export type TrpcContext = {
  readonly requestId: string;
  readonly session: {
    readonly userId: string;
    readonly service: ServiceContext;
    /** Null where there are no accounts, as in the demo. */
    readonly signIn: SignIn | null;
  } | null;
};

/** The context of a request with these headers, for the route handler and for pages that call procedures themselves. */
export async function createTrpcContext(
  headers: Headers,
  requestId = requestIdFrom(headers.get("x-request-id")),
): Promise<TrpcContext> {
  const user = await identifyDashboardUser(headers, requestId);
  if (!user) return { requestId, session: null };
  const service = await createContext({ actor: { kind: "user", userId: user.userId, keyId: null }, requestId });
  return { requestId, session: { ...user, service } };
}
