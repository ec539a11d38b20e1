import type { RefreshCounts } from "@/contracts/refresh";
import type { PictureCounts } from "@/domain/reconcile/reconcile";

export function toRefreshCounts(counts: PictureCounts): RefreshCounts {
  return { securities: counts.securities, holdings: counts.holdings, investmentTransactions: counts.transactions };
}

/** Sums by kind: a security that two Items name counts for each. */
export function sumRefreshCounts(list: readonly RefreshCounts[]): RefreshCounts {
  const sum = { securities: 0, holdings: 0, investmentTransactions: 0 };
  for (const counts of list) {
    sum.securities += counts.securities;
    sum.holdings += counts.holdings;
    sum.investmentTransactions += counts.investmentTransactions;
  }
  return sum;
}
