import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey } from "@/server/platform/key-derivation";

export type CookieSettings = {
  /** Null in the demo, which has no accounts. */
  readonly appUrl: string | null;
  /** Current first, then those that are accepted still. */
  readonly appSecrets: readonly Uint8Array[];
};

export function isSecureSite(appUrl: string | null): boolean {
  return appUrl?.startsWith("https:") ?? false;
}

/** What the names of our cookies begin with. `__Host-`: no other host of the same domain, and no plain http, can set it. */
export function cookiePrefix(appUrl: string | null): string {
  return isSecureSite(appUrl) ? "__Host-plaid-investments" : "plaid-investments";
}

const sessionCookieName = (appUrl: string | null) => `${cookiePrefix(appUrl)}.session_token`;

/** The secret that the auth library signs cookies with: one of its own, from one of the install's. */
export function librarySecret(appSecret: Uint8Array): string {
  return deriveKey(appSecret, "dashboard-session").toString("base64url");
}

/** As the auth library signs cookies. */
function signatureOf(token: string, appSecret: Uint8Array): Buffer {
  return createHmac("sha256", librarySecret(appSecret)).update(token).digest();
}

/** The value of a cookie as it was sent; null when there is none. */
export function readCookie(header: string | null, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const [key = "", ...value] = pair.split("=");
    if (key.trim() === name) return value.join("=").trim();
  }
  return null;
}

/** The token of a session cookie that one of the install's secrets signed; null for anything else. */
export function readSessionToken(header: string | null, { appUrl, appSecrets }: CookieSettings): string | null {
  const value = decoded(readCookie(header, sessionCookieName(appUrl)) ?? "");
  const dot = value.lastIndexOf(".");
  if (dot < 1) return null;
  const [token, signature] = [value.slice(0, dot), Buffer.from(value.slice(dot + 1), "base64")];
  const isOurs = appSecrets.some((secret) => {
    const expected = signatureOf(token, secret);
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  });
  return isOurs ? token : null;
}

/** The session cookie of a request as the library takes it: under the current secret, whichever it was signed with. */
export function writeSessionCookie(token: string, { appUrl, appSecrets }: CookieSettings): string {
  const [current] = appSecrets;
  const signature = current ? signatureOf(token, current).toString("base64") : "";
  return `${sessionCookieName(appUrl)}=${encodeURIComponent(`${token}.${signature}`)}`;
}

/** The `Set-Cookie` that ends the session in the browser. */
export function expiredSessionCookie(appUrl: string | null): string {
  const secure = isSecureSite(appUrl) ? "; Secure" : "";
  return `${sessionCookieName(appUrl)}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
