import { SOCKET_ADDRESS_HEADER } from "./client-address";

// Of the process: Next gives src/proxy.ts and the routes a copy of this module each.
const TOLD = Symbol.for("plaid-investments.unknown-proxy");
const told = globalThis as { [TOLD]?: boolean };

/**
 * Warns, once in a process, of a proxy in front that nobody told the app of: all who come through it count as one caller. Next writes
 * the socket's address into `X-Forwarded-For` where a request came without one.
 */
export function warnOfUnknownProxy(headers: Headers, trustedHops: number, warn: (text: string) => void): void {
  if (told[TOLD] || trustedHops > 0) return;
  const [forwarded, socket] = [headers.get("x-forwarded-for"), headers.get(SOCKET_ADDRESS_HEADER)];
  if (forwarded === null || socket === null || forwarded === socket) return;
  told[TOLD] = true;
  warn(
    "a request came with X-Forwarded-For, which is not believed: if proxies of yours stand in front, set TRUST_PROXY_HOPS to their number, or all visitors count as one",
  );
}
