import type { ConnectionCard } from "@/contracts/items";
import { isImporting } from "./importing";

const AT_WORK_MS = 1_000;
const IDLE_MS = 30_000;

/** How often the brokerages are asked for: often while one is at work that the stream of `followedRunId` does not tell of. */
export function pollEvery(cards: readonly ConnectionCard[] | undefined, followedRunId: string | null): number {
  const isUntold = (card: ConnectionCard) =>
    card.progress === null ? isImporting(card) : card.progress.runId !== followedRunId;
  return cards?.some(isUntold) ? AT_WORK_MS : IDLE_MS;
}
