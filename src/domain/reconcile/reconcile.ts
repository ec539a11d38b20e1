import type { CalendarDate } from "@/domain/calendar-date";
import { type DateRange, isInRange, withinHistory } from "@/domain/date-range";
import type { Holding, InvestmentTransaction, Picture } from "@/domain/entities";
import type { AccountId } from "@/domain/ids";
import type { Change, ChangeCounts } from "./field-changes";
import type { AccountDay, Doubt, Known, KnownAccount, KnownSecurity } from "./known";
import { accountDaysToUpsert, accountsToDeactivate, accountsToUpsert } from "./reconcile-accounts";
import { mergePositions, reconcileHoldings } from "./reconcile-holdings";
import { namedSecurityIds, securitiesToUpsert } from "./reconcile-securities";
import { reconcileTransactions } from "./reconcile-transactions";

/** Distinct rows of Plaid's answer, changed or not. */
export type PictureCounts = { readonly securities: number; readonly holdings: number; readonly transactions: number };

/** Everything that one refresh writes. Rows that did not change are in none of the lists. */
export type Changes = {
  readonly accounts: readonly KnownAccount[];
  readonly inactiveAccounts: readonly AccountId[];
  readonly securities: readonly KnownSecurity[];
  readonly holdings: readonly Holding[];
  readonly removedHoldings: readonly Holding[];
  readonly versions: readonly Holding[];
  readonly transactions: readonly InvestmentTransaction[];
  readonly withdrawnTransactions: readonly InvestmentTransaction[];
  /** Live rows to be marked as missing: kept until a later answer decides. */
  readonly missingTransactions: readonly InvestmentTransaction[];
  readonly accountDays: readonly AccountDay[];
  /** Whether history after today is stored, of another today: it is to be taken back before anything else is written. */
  readonly isBackInTime: boolean;
  readonly changes: readonly Change[];
  readonly counts: PictureCounts;
  readonly holdingCounts: ChangeCounts;
  readonly transactionCounts: ChangeCounts;
};

export type ReconcileResult =
  | { readonly kind: "changes"; readonly changes: Changes }
  /** The picture is not believed; nothing may be written but this. */
  | { readonly kind: "suspect_empty"; readonly doubt: Doubt };

export type ReconcileInput = {
  readonly shown: Picture;
  readonly known: Known;
  /** The range that counts are taken over, as the caller gave it. */
  readonly window: DateRange;
  /** The part of it that Plaid was asked for; null when none. */
  readonly asked: DateRange | null;
  readonly today: CalendarDate;
  readonly now: Date;
};

const BELIEVE_EMPTY_AFTER_MS = 5 * 60_000;

/**
 * Decides what a complete answer of Plaid changes in what is stored. Pure.
 * Errors: MixedCurrencyPositionError.
 */
export function reconcile(input: ReconcileInput): ReconcileResult {
  const { shown, known, asked, today, now } = input;
  const positions = mergePositions(shown.holdings);
  if (isSuspiciouslyEmpty(shown, known) && !isBelievedEmpty(known.doubt, now)) {
    return { kind: "suspect_empty", doubt: known.doubt ?? { fingerprint: "suspect_empty", since: now } };
  }
  const holdings = reconcileHoldings(shown, positions, known);
  const transactions = reconcileTransactions(shown, known, asked && withinHistory(asked, today));
  return {
    kind: "changes",
    changes: {
      accounts: accountsToUpsert(shown, known),
      inactiveAccounts: accountsToDeactivate(shown, known).map((account) => account.accountId),
      securities: securitiesToUpsert(shown, known),
      holdings: holdings.upsert,
      removedHoldings: holdings.remove,
      versions: holdings.version,
      transactions: transactions.upsert,
      withdrawnTransactions: transactions.withdraw,
      missingTransactions: transactions.markMissing,
      accountDays: accountDaysToUpsert(shown, positions, known, today),
      isBackInTime: [...known.days.values()].some((day) => day.date > today),
      changes: [...holdings.changes, ...transactions.changes],
      counts: countPicture(positions, shown.transactions, input.window),
      holdingCounts: holdings.counts,
      transactionCounts: transactions.counts,
    },
  };
}

function countPicture(
  positions: readonly Holding[],
  rows: readonly InvestmentTransaction[],
  window: DateRange,
): PictureCounts {
  const inside = rows.filter((row) => isInRange(row.date, window));
  return {
    securities: namedSecurityIds([...positions, ...inside]).size,
    holdings: positions.length,
    transactions: inside.length,
  };
}

/**
 * No positions at all, while an account that had some still reports value: more often an outage at the institution than a sale of
 * everything. A balance that is not given counts as value. Accounts that are not shown keep their positions and prove nothing.
 */
function isSuspiciouslyEmpty(shown: Picture, known: Known): boolean {
  if (shown.holdings.length > 0) return false;
  const held = new Set([...known.holdings.values()].map((holding) => holding.accountId));
  return shown.accounts.some((account) => held.has(account.accountId) && !account.balanceCurrent?.isZero());
}

function isBelievedEmpty(doubt: Doubt | null, now: Date): boolean {
  return doubt !== null && now.getTime() - doubt.since.getTime() >= BELIEVE_EMPTY_AFTER_MS;
}
