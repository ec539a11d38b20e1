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

export function isApiPath(pathname: string): boolean {
  return pathname === "/api" || pathname.startsWith("/api/");
}

/**
 * Why a request goes no further, told from its head alone; null when it may pass. A page may be opened from anywhere,
 * but no other site may call the API or change anything, and pages are only ever read.
 * Errors, returned: MISDIRECTED, INVALID_FIELD for a malformed path, FORBIDDEN, METHOD_NOT_ALLOWED.
 */
export function refuseAtEdge(
  { method, pathname, headers, isDevelopment }: EdgeRequest,
  appUrl: string | null,
): AppError | null {
  const host = headers.get("host");
  if (!isOurHost(host, appUrl)) return new AppError("MISDIRECTED");
  if (!isDecodable(pathname)) return new AppError("INVALID_FIELD", { text: "Bad Request" });
  const isRead = method === "GET" || method === "HEAD";
  if ((isApiPath(pathname) || !isRead) && isCrossSite(headers, ownOrigin(host, appUrl)))
    return new AppError("FORBIDDEN");
  const isReadOnly = !isApiPath(pathname) && !(isDevelopment && pathname.startsWith("/_"));
  return isReadOnly && !isRead ? new AppError("METHOD_NOT_ALLOWED") : null;
}

function isDecodable(pathname: string): boolean {
  try {
    return decodeURIComponent(pathname) !== "";
  } catch {
    return false;
  }
}
