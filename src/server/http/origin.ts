/** The origin under which a browser that sent this `host` knows the app; `appUrl` null: demo, plain http. */
export function ownOrigin(host: string, appUrl: string | null): string {
  return appUrl ?? `http://${host.toLowerCase()}`;
}

/**
 * Whether a page that is not ours made the browser send this. Programs that are no browser send neither header and pass;
 * `none` is what the user did (address bar, bookmark).
 * Source: Fetch Metadata Request Headers; Fetch, the Origin header.
 */
export function isCrossSite(headers: Headers, origin: string): boolean {
  const from = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  return (from !== null && from !== origin) || (site !== null && site !== "same-origin" && site !== "none");
}
