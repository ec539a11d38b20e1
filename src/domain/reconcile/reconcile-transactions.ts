import { type DateRange, isInRange } from "@/domain/date-range";
import type { InvestmentTransaction, Picture } from "@/domain/entities";
import { groupBy } from "@/domain/group-by";
import type { AccountId } from "@/domain/ids";
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

const MASS_WITHDRAWAL_MIN_ROWS = 20;

export type TransactionChanges = {
  /** New, changed and restored rows, and those whose mark goes. */
  readonly upsert: readonly InvestmentTransaction[];
  /** Live rows that complete answers no longer show: they become tombstones. */
  readonly withdraw: readonly KnownTransaction[];
  /** Live rows that are missing among too many others to be believed at once. */
  readonly markMissing: readonly KnownTransaction[];
  readonly counts: ChangeCounts;
  readonly changes: readonly Change[];
};

/**
 * Compares a complete answer with the stored rows. `asked` is the range of which it surely tells, null when there is none.
 * Only rows dated inside it, of accounts that both answers show, can be missing; a tombstone that is shown again is live again.
 * When more than half of at least 20 such rows are missing, they are marked and stay; one that is missing again is withdrawn,
 * one that is shown again loses its mark. Rows that got their mark from the same answer share the fate of the greater part of
 * those that this answer covers: the window may have moved past some of them for good.
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
      if (stored.missingSince) upsert.push(row);
    } else {
      counts.changed += 1;
      changes.push(toChange("changed", row, stored));
      upsert.push(row);
    }
  }
  const { withdraw, markMissing, trust } = judgeAbsence(shown, shownIds, known, asked);
  counts.removed = withdraw.length;
  for (const row of withdraw) changes.push(toChange("removed", row));
  return { upsert: [...upsert, ...trust], withdraw, markMissing, counts, changes };
}

type Absence = {
  readonly withdraw: KnownTransaction[];
  readonly markMissing: KnownTransaction[];
  /** Rows that this answer does not cover, without the mark that those which it covers have refuted. */
  readonly trust: KnownTransaction[];
};

function judgeAbsence(shown: Picture, shownIds: ReadonlySet<string>, known: Known, asked: DateRange | null): Absence {
  if (!asked) return { withdraw: [], markMissing: [], trust: [] };
  const shownAccounts = new Set(shown.accounts.map((account) => account.accountId));
  const isTold = (accountId: AccountId) => shownAccounts.has(accountId) && shown.transactionAccountIds.has(accountId);
  const live = [...known.transactions.values()].filter((row) => row.removedAt === null && isTold(row.accountId));
  const isMissing = (row: KnownTransaction) => !shownIds.has(row.investmentTransactionId);
  const covered = live.filter((row) => isInRange(row.date, asked));
  const missing = covered.filter(isMissing);
  const isMass = covered.length >= MASS_WITHDRAWAL_MIN_ROWS && missing.length * 2 > covered.length;
  const fateOf = fates(covered, isMissing);
  const elsewhere = live.filter((row) => !isInRange(row.date, asked) && isMissing(row));
  return {
    withdraw: [
      ...missing.filter((row) => !isMass || row.missingSince !== null),
      ...elsewhere.filter((row) => fateOf(row) === "gone"),
    ],
    markMissing: missing.filter((row) => isMass && row.missingSince === null),
    trust: elsewhere.filter((row) => fateOf(row) === "back").map((row) => ({ ...row, missingSince: null })),
  };
}

/** What the covered rows say of the answer that marked a row: null when none of them got its mark from it. */
function fates(covered: readonly KnownTransaction[], isMissing: (row: KnownTransaction) => boolean) {
  const marked = groupBy(
    covered.filter((row) => row.missingSince !== null),
    (row) => row.missingSince?.getTime(),
  );
  const verdicts = new Map(
    [...marked].map(
      ([mark, rows]) => [mark, rows.filter(isMissing).length * 2 > rows.length ? "gone" : "back"] as const,
    ),
  );
  return (row: KnownTransaction) => (row.missingSince ? (verdicts.get(row.missingSince.getTime()) ?? null) : null);
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
