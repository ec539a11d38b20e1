import type { ConnectionCard } from "@/contracts/items";
import { isImporting } from "./importing";

const AT_WORK_MS = 1_000;
const IDLE_MS = 30_000;
const DESCRIPTION_MS = 120_000;

/** What Plaid says of a new Item (its brokerage's name, when its consent ends) comes by itself, often after the import. */
function isBeingDescribed({ providerUpdatedAt, linkedAt }: ConnectionCard): boolean {
  return providerUpdatedAt === null && Date.now() - Date.parse(linkedAt) < DESCRIPTION_MS;
}

/**
 * How often the brokerages are asked for: often while there is something to come that the stream of `followedRunId` does not
 * tell of.
 */
export function pollEvery(cards: readonly ConnectionCard[] | undefined, followedRunId: string | null): number {
  const isUntold = (card: ConnectionCard) =>
    isBeingDescribed(card) || (card.progress === null ? isImporting(card) : card.progress.runId !== followedRunId);
  return cards?.some(isUntold) ? AT_WORK_MS : IDLE_MS;
}
