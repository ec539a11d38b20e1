/**
 * What one customer of a provider may have of networks: the /48 around a /64 of IPv6, as providers hand out as much to one. Anything
 * else, such as an IPv4 address, is a site by itself. Source: RFC 6177.
 */
export function siteOf(network: string): string {
  const start = /^((?:[0-9a-f]+:){2}[0-9a-f]+):[0-9a-f]+::\/64$/.exec(network)?.[1];
  return start === undefined ? network : `${start}::/48`;
}
