import { isIP, SocketAddress } from "node:net";

/**
 * Where `scripts/http-guard.cjs` writes the address of the socket, in place of whatever came under this name: route handlers
 * see no socket.
 */
export const SOCKET_ADDRESS_HEADER = "x-client-address";

const UNKNOWN = "unknown";
const HEXTETS_OF_NETWORK = 4;

/**
 * Who sent a request, as an IP address: the socket's, unless `hops` proxies in front are believed. Each of them appends the
 * address that it was reached from, so the client is as many entries from the right; what stands further left is anybody's
 * word. `unknown` when there is no address at all.
 */
export function clientAddressOf(headers: Headers, hops: number): string {
  const socket = plainAddress(headers.get(SOCKET_ADDRESS_HEADER) ?? "");
  const told = hops > 0 ? (headers.get("x-forwarded-for")?.split(",") ?? []).slice(-hops) : [];
  // One that is no address hides what lies behind it: the proxy that wrote it stands for its caller.
  const believed = told.map(plainAddress);
  return believed.slice(believed.lastIndexOf(null) + 1)[0] ?? socket ?? UNKNOWN;
}

/** What one caller has of an address to itself: a whole IPv4 address, or the /64 network of an IPv6 address. */
export function addressBlock(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail = ""] = address.split("::");
  const [left, right] = [head, tail].map((part) => (part === "" ? [] : part.split(":")));
  const gap = address.includes("::") ? 8 - (left?.length ?? 0) - (right?.length ?? 0) : 0;
  const hextets = [...(left ?? []), ...Array.from({ length: gap }, () => "0"), ...(right ?? [])];
  return `${hextets.slice(0, HEXTETS_OF_NETWORK).join(":")}::/64`;
}

/** Without port, brackets, zone, and without the IPv6 form of an IPv4 address; in one spelling. Null when it is no address. */
function plainAddress(written: string): string | null {
  const text = written.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = bare.replace(/%.*$/, "");
  if (isIP(address) === 0) return null;
  const spelled = new SocketAddress({ address, family: isIP(address) === 6 ? "ipv6" : "ipv4" }).address;
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(spelled)?.[1] ?? spelled;
}
