import type { Security } from "@/domain/entities";
import type { SecurityId } from "@/domain/ids";

/** One description of each security; of several, the one that Plaid updated last, else the first. */
export function mergeSecurities(lists: Iterable<readonly Security[]>): Security[] {
  const known = new Map<SecurityId, Security>();
  for (const list of lists) {
    for (const security of list) {
      const other = known.get(security.securityId);
      if (!other || isNewer(security, other)) known.set(security.securityId, security);
    }
  }
  return [...known.values()];
}

function isNewer(a: Security, b: Security): boolean {
  return a.updatedAt !== null && (b.updatedAt === null || a.updatedAt > b.updatedAt);
}
