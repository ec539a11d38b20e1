import { type DateRange, isInRange } from "@/domain/date-range";
import type { InvestmentTransaction, Picture } from "@/domain/entities";
import { type Change, type ChangeCounts, changedFields, isUnchanged, noChanges } from "./field-changes";
import type { Known, KnownTransaction } from "./known";

const FIELDS = [
  "accountId",
  "securityId",
  "date",
  "transactionDatetime",
  "name",
  "quantity",
  "amount",
  "price",
  "fees",
  "type",
  "subtype",
  "isoCurrencyCode",
  "unofficialCurrencyCode",
  "cancelTransactionId",
] as const satisfies readonly (keyof InvestmentTransaction)[];

export type TransactionChanges = {
  readonly upsert: readonly InvestmentTransaction[];
  /** Live rows that a complete answer no longer shows: they become tombstones. */
  readonly withdraw: readonly KnownTransaction[];
  /** Live stored rows that the answer could have withdrawn. */
  readonly liveCount: number;
  readonly counts: ChangeCounts;
  readonly changes: readonly Change[];
};

/**
 * Compares a complete answer with the stored rows. `asked` is the range that Plaid was asked for, null when it was not asked.
 * Only rows dated inside it, of accounts that the answer shows, can be withdrawn; a tombstone that is shown again is live again.
 */
export function reconcileTransactions(shown: Picture, known: Known, asked: DateRange | null): TransactionChanges {
  const counts = noChanges();
  const changes: Change[] = [];
  const upsert: InvestmentTransaction[] = [];
  const shownIds = new Set<string>();
  for (const row of shown.transactions) {
    shownIds.add(row.investmentTransactionId);
    const stored = known.transactions.get(row.investmentTransactionId);
    if (!stored) {
      counts.added += 1;
      changes.push(toChange("added", row));
      upsert.push(row);
    } else if (stored.removedAt === null && isUnchanged<InvestmentTransaction>(stored, row, FIELDS)) {
      counts.unchanged += 1;
    } else {
      counts.changed += 1;
      changes.push(toChange("changed", row, stored));
      upsert.push(row);
    }
  }
  const shownAccounts = new Set<string>(shown.accounts.map((account) => account.accountId));
  const live = asked
    ? [...known.transactions.values()].filter(
        (row) => row.removedAt === null && isInRange(row.date, asked) && shownAccounts.has(row.accountId),
      )
    : [];
  const withdraw = live.filter((row) => !shownIds.has(row.investmentTransactionId));
  counts.removed = withdraw.length;
  for (const row of withdraw) changes.push(toChange("removed", row));
  return { upsert, withdraw, liveCount: live.length, counts, changes };
}

function toChange(action: Change["action"], row: InvestmentTransaction, stored?: KnownTransaction): Change {
  const fields = stored ? changedFields<InvestmentTransaction>(stored, row, FIELDS) : [];
  if (stored?.removedAt) fields.push({ field: "removedAt", old: stored.removedAt.toISOString(), new: null });
  return {
    kind: "transaction",
    action,
    accountId: row.accountId,
    securityId: row.securityId,
    investmentTransactionId: row.investmentTransactionId,
    fields,
  };
}
