const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?$/i;
const MAX_PORT = 65_535;

/**
 * Whether a request's `Host` names this app, so that no other name can be made to resolve to it (DNS rebinding).
 * With `appUrl` null (demo) that is this machine on any port, else the host of `appUrl` and nothing else.
 */
export function isOurHost(host: string | null, appUrl: string | null): host is string {
  if (host === null) return false;
  if (appUrl === null) {
    const match = LOOPBACK.exec(host);
    return match !== null && Number(match[1] ?? 0) <= MAX_PORT;
  }
  const { protocol, hostname, port } = new URL(appUrl);
  const written = host.toLowerCase();
  if (port !== "") return written === `${hostname}:${port}`;
  return written === hostname || written === `${hostname}:${protocol === "https:" ? 443 : 80}`;
}
