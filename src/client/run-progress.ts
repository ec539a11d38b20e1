import type { ConnectionCard } from "@/contracts/items";
import type { RefreshRunItemRow, RefreshRunProgress } from "@/contracts/refresh-history";

/** What is known of a run, with news of it: items that the news do not name are as they were. */
export function mergeProgress(known: RefreshRunProgress | null, news: RefreshRunProgress): RefreshRunProgress {
  if (known?.runId !== news.runId) return news;
  const changed = new Map(news.items.map((item) => [item.itemId, item]));
  const kept = known.items.map((item) => changed.get(item.itemId) ?? item);
  const added = news.items.filter((item) => !known.items.some((other) => other.itemId === item.itemId));
  return { ...news, items: [...kept, ...added] };
}

const isOver = ({ status }: RefreshRunItemRow) => status === "success" || status === "failed";

/** `current` of `total` for the button: the one being worked on, counted from one. */
export function countOf({ items }: RefreshRunProgress): { current: number; total: number } {
  const total = Math.max(1, items.length);
  return { current: Math.min(items.filter(isOver).length + 1, total), total };
}

/** The cards with the newest that is known of a run under way, which the last answer about them may lag behind. */
export function withProgress(cards: readonly ConnectionCard[], run: RefreshRunProgress): ConnectionCard[] {
  return cards.map((card) => {
    const item = run.items.find(({ itemId }) => itemId === card.itemId);
    if (item?.status !== "running")
      return item && card.progress?.runId === run.runId ? { ...card, progress: null } : card;
    const { stage, transactionsDone, transactionsTotal } = item;
    const { runId, trigger } = run;
    return { ...card, progress: { stage, transactionsDone, transactionsTotal, runId, trigger } };
  });
}
