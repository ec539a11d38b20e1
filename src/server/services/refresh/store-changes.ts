import type { CalendarDate } from "@/domain/calendar-date";
import type { Changes } from "@/domain/reconcile/reconcile";
import { deactivateAccounts, upsertAccountDays, upsertAccounts } from "@/server/db/accounts";
import { type Db, sqlOf } from "@/server/db/client";
import { deleteHoldings, upsertHoldings, writeVersions } from "@/server/db/holdings";
import { markTransactionsMissing, upsertTransactions, withdrawTransactions } from "@/server/db/investment-transactions";
import { insertChanges, type RefreshSuccess, recordSuccess } from "@/server/db/item-refreshes";
import { lockIfLeased } from "@/server/db/lease";
import { upsertSecurities } from "@/server/db/securities";
import { takeBackHistory } from "@/server/db/take-back-history";
import { type Tx, withTransaction } from "@/server/db/transaction";

/** Somebody newer owns the Item: nothing was written. */
export class SupersededError extends Error {}

/**
 * Writes everything that a picture changed, in two short transactions: the securities, which are shared, then the Item's own
 * rows with the result of the refresh, all or nothing. Unchanged rows are in no statement; where none changed, the result is
 * the only one.
 * Errors: SupersededError.
 */
export async function storeChanges(
  db: Db,
  changes: Changes,
  success: RefreshSuccess,
  today: CalendarDate,
): Promise<void> {
  if (changes.securities.length > 0) {
    const store = (tx: Tx) => upsertSecurities(tx, changes.securities, success.at);
    // The commit that follows reaches the disk no earlier than this one.
    await withTransaction(db, store, { waitsForDisk: false });
  }
  const isStored = hasItemRows(changes)
    ? await withTransaction(db, async (tx) => {
        if (!(await lockIfLeased(tx, success))) return false;
        await storeItemRows(tx, changes, success, today);
        return recordSuccess(tx, success);
      })
    : await recordSuccess(sqlOf(db), success);
  if (!isStored) throw new SupersededError();
}

/** Whether anything but the shared securities changed. */
function hasItemRows(changes: Changes): boolean {
  const hasRows = ([kind, rows]: [string, unknown]) => kind !== "securities" && Array.isArray(rows) && rows.length > 0;
  return changes.isBackInTime || Object.entries(changes).some(hasRows);
}

/** None of the statements needs the answer of another, but the rows of some those of others before them. */
async function storeItemRows(tx: Tx, changes: Changes, { itemId, fence, at }: RefreshSuccess, today: CalendarDate) {
  const { accounts, inactiveAccounts, holdings, removedHoldings, versions, transactions } = changes;
  const withdrawn = changes.withdrawnTransactions.map((row) => row.investmentTransactionId);
  const missing = changes.missingTransactions.map((row) => row.investmentTransactionId);
  await Promise.all([
    changes.isBackInTime && takeBackHistory(tx, itemId, today),
    accounts.length > 0 && upsertAccounts(tx, itemId, accounts, at),
    inactiveAccounts.length > 0 && deactivateAccounts(tx, itemId, inactiveAccounts, at),
    holdings.length > 0 && upsertHoldings(tx, itemId, holdings, at),
    removedHoldings.length > 0 && deleteHoldings(tx, itemId, removedHoldings),
    versions.length + removedHoldings.length > 0 &&
      writeVersions(tx, itemId, today, { ended: removedHoldings, begun: versions }),
    changes.accountDays.length > 0 && upsertAccountDays(tx, itemId, changes.accountDays),
    withdrawn.length > 0 && withdrawTransactions(tx, itemId, withdrawn, at),
    missing.length > 0 && markTransactionsMissing(tx, itemId, missing, at),
    transactions.length > 0 && upsertTransactions(tx, itemId, transactions, at),
    changes.changes.length > 0 && insertChanges(tx, itemId, fence, changes.changes),
  ]);
}
