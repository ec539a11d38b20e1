import type { RefreshProgress, RefreshStage } from "@/contracts/items";

const COUNT = new Intl.NumberFormat("en");

export const STAGE_TEXTS = {
  queued: "Waiting to start",
  holdings: "Reading holdings",
  transactions: "Reading transactions",
  saving: "Saving",
  done: "Done",
} as const satisfies Record<RefreshStage, string>;

/** What a refresh is doing: `Reading transactions 500 of 1,900`. */
export function progressText({ stage, transactionsDone, transactionsTotal }: RefreshProgress): string {
  if (stage !== "transactions" || transactionsTotal === null) return STAGE_TEXTS[stage];
  return `${STAGE_TEXTS.transactions} ${COUNT.format(transactionsDone)} of ${COUNT.format(transactionsTotal)}`;
}

const SHARES = { queued: 0, holdings: 15, transactions: 30, saving: 90, done: 100 } as const satisfies Record<
  RefreshStage,
  number
>;

/** Share of the way in per cent; null while nobody can say. Transactions are most of it. */
export function progressShare({ stage, transactionsDone, transactionsTotal }: RefreshProgress): number | null {
  if (stage === "queued") return null;
  if (stage !== "transactions" || !transactionsTotal) return SHARES[stage];
  return SHARES.transactions + Math.round((60 * transactionsDone) / transactionsTotal);
}
