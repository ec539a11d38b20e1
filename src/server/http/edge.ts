import { AppError } from "@/domain/errors";
import { isOurHost } from "./host";
import { isCrossSite, ownOrigin } from "./origin";

export type EdgeRequest = {
  readonly method: string;
  readonly pathname: string;
  readonly headers: Headers;
  /** `next dev` posts to addresses of its own. */
  readonly isDevelopment: boolean;
};

/** Pages of Next's own, but for its static files: it would serve its error page by itself, as a 500 that caches may keep. */
const FRAMEWORK_PAGE = /^\/_(?!next\/)/;

export function isApiPath(pathname: string): boolean {
  return pathname === "/api" || pathname.startsWith("/api/");
}

/**
 * Why a call of the API goes no further: another name of this machine, or another site, made somebody send it. Null when it may pass.
 * Errors, returned: MISDIRECTED, FORBIDDEN.
 */
export function refuseCall(headers: Headers, appUrl: string | null): AppError | null {
  const host = headers.get("host");
  if (!isOurHost(host, appUrl)) return new AppError("MISDIRECTED");
  return isCrossSite(headers, ownOrigin(host, appUrl)) ? new AppError("FORBIDDEN") : null;
}

/**
 * Why a request goes no further, told from its head alone; null when it may pass. A page may be opened from anywhere,
 * but no other site may call the API or change anything, and pages are only ever read.
 * Errors, returned: MISDIRECTED, INVALID_FIELD for a malformed path, FORBIDDEN, METHOD_NOT_ALLOWED, NOT_FOUND.
 */
export function refuseAtEdge(
  { method, pathname, headers, isDevelopment }: EdgeRequest,
  appUrl: string | null,
): AppError | null {
  const refused = refuseCall(headers, appUrl);
  if (refused?.code === "MISDIRECTED") return refused;
  if (!isDecodable(pathname)) return new AppError("INVALID_FIELD", { text: "Bad Request" });
  const isRead = method === "GET" || method === "HEAD";
  if (refused && (isApiPath(pathname) || !isRead)) return refused;
  if (isDevelopment && pathname.startsWith("/_")) return null;
  if (!isApiPath(pathname) && !isRead) return new AppError("METHOD_NOT_ALLOWED");
  return FRAMEWORK_PAGE.test(pathname) ? new AppError("NOT_FOUND") : null;
}

function isDecodable(pathname: string): boolean {
  try {
    return decodeURIComponent(pathname) !== "";
  } catch {
    return false;
  }
}
