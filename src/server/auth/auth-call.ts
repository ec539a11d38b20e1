import { getEnv } from "@/server/platform/env";
import type { ServiceContext } from "@/server/services/context";
import { ADDRESS_HEADER } from "./auth-library";
import type { LiveSession } from "./identify-session";
import { writeSessionCookie } from "./session-cookie";

/** A request about an account, of which nobody need be known. */
export type AuthCall = {
  readonly ctx: ServiceContext;
  readonly headers: Headers;
  /** Where it comes from, as an address; `network`: as what limits count by. */
  readonly address: string;
  readonly network: string;
  /** The session that its cookie is of. */
  readonly session: LiveSession | null;
};

/** An answer: its JSON, and the `Set-Cookie` headers that go with it. */
export type AuthReply = { readonly body: object; readonly cookies: readonly string[] };

export const DONE = { status: "success" } as const;

/**
 * What the auth library is shown of a request: the cookies that are ours, with the session's only if `session` is given, and
 * where it comes from. A session that ended is none to the library either.
 */
export function libraryHeaders({ headers, address }: AuthCall, session: LiveSession | null): Headers {
  const cookies = headers.get("cookie")?.split(";") ?? [];
  const others = cookies.filter((pair) => !pair.split("=")[0]?.trim().endsWith(".session_token"));
  const own = session ? [writeSessionCookie(session.token, getEnv())] : [];
  return new Headers({
    cookie: [...others.map((pair) => pair.trim()), ...own].join("; "),
    "user-agent": headers.get("user-agent") ?? "",
    [ADDRESS_HEADER]: address,
  });
}
