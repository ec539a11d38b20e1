import type { ConnectionCard } from "@/contracts/items";

/** Whether the Item's first import is still to come or under way; one that waits for its owner is not importing. */
export function isImporting(card: Pick<ConnectionCard, "historyLoadedAt" | "state" | "progress">): boolean {
  return card.historyLoadedAt === null && (card.progress !== null || card.state === "preparing");
}
