import { type NextRequest, NextResponse } from "next/server";
import { DATA_POLICY, linkSources, pagePolicy } from "@/server/http/csp";
import { isApiPath, refuseAtEdge } from "@/server/http/edge";
import { PATH_HEADER } from "@/server/http/path-header";
import { errorResponse } from "@/server/http/respond";
import { securityHeaders } from "@/server/http/security-headers";
import { warnOfUnknownProxy } from "@/server/http/unknown-proxy";
import { getEnv, isDevelopment } from "@/server/platform/env";
import { getLogger } from "@/server/platform/log";
import { newRequestId } from "@/server/platform/request-id";

/**
 * All but what is plainly below /api: the handlers there do the same for themselves (src/server/http/boundary.ts), and a proxy in
 * front would cost as much again as Next does. A path with anything else in it than letters, digits, - and _ comes by here first.
 */
export const config = { matcher: [{ source: "/((?!api/[\\w/-]+$).*)" }] };

/**
 * Runs before every page, static files included: its id, who it may be addressed to and come from, and the headers of
 * every response. It decides from the request's head alone and says nothing about who is asking.
 */
export function proxy(request: NextRequest): Response {
  const { method, headers } = request;
  const { pathname } = request.nextUrl;
  const env = getEnv();
  if (env.mode === "live") warnOfUnknownProxy(headers, env.trustProxyHops, getLogger().warn);
  const requestId = newRequestId();
  const refused = refuseAtEdge({ method, pathname, headers, isDevelopment: isDevelopment() }, env.appUrl);
  const isData = refused !== null || isApiPath(pathname);

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const devHost = isDevelopment() ? headers.get("host") : null;
  const policy = isData ? DATA_POLICY : pagePolicy({ nonce, link: linkSources(env), devHost });

  const forwarded = new Headers(headers);
  forwarded.set("x-request-id", requestId);
  // Next reads the nonce for its own scripts from the policy of the request, our pages read it from x-nonce.
  forwarded.set("content-security-policy", policy);
  forwarded.set(PATH_HEADER, `${pathname}${request.nextUrl.search}`);
  forwarded.set("x-nonce", isData ? "" : nonce);

  const allow: Record<string, string> = refused?.code === "METHOD_NOT_ALLOWED" ? { allow: "GET, HEAD" } : {};
  const response = refused ? errorResponse(refused, allow) : NextResponse.next({ request: { headers: forwarded } });
  const edgeHeaders = { ...securityHeaders(env.mode), "content-security-policy": policy, "x-request-id": requestId };
  for (const [name, value] of Object.entries(edgeHeaders)) response.headers.set(name, value);
  if (refused)
    getLogger().info("request", { requestId, method, route: "edge", status: response.status, code: refused.code });
  return response;
}
