import type { ItemRecord } from "@/server/db/items";

/** How up to date a portfolio is: the Item refreshed longest ago, and how many are still on their first import. */
export function toFreshness(items: readonly ItemRecord[]) {
  const instants = items.flatMap((item) => (item.refreshedAt ? [item.refreshedAt.getTime()] : []));
  return {
    oldestRefreshAt: instants.length > 0 ? new Date(Math.min(...instants)).toISOString() : null,
    itemCount: items.length,
    importingCount: items.filter((item) => item.historyLoadedAt === null && item.state === "preparing").length,
  };
}
