import type { CalendarDate } from "@/domain/calendar-date";
import type { ItemId } from "@/domain/ids";
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
        await storeItemRows(tx, success.itemId, changes, success.at, today);
        if (changes.changes.length > 0) await insertChanges(tx, success.itemId, success.fence, changes.changes);
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

async function storeItemRows(tx: Tx, itemId: ItemId, changes: Changes, at: Date, today: CalendarDate): Promise<void> {
  const { accounts, inactiveAccounts, holdings, removedHoldings, versions, transactions } = changes;
  const withdrawn = changes.withdrawnTransactions.map((row) => row.investmentTransactionId);
  const missing = changes.missingTransactions.map((row) => row.investmentTransactionId);
  if (changes.isBackInTime) await takeBackHistory(tx, itemId, today);
  if (accounts.length > 0) await upsertAccounts(tx, itemId, accounts, at);
  if (inactiveAccounts.length > 0) await deactivateAccounts(tx, itemId, inactiveAccounts, at);
  if (holdings.length > 0) await upsertHoldings(tx, itemId, holdings, at);
  if (removedHoldings.length > 0) await deleteHoldings(tx, itemId, removedHoldings);
  if (versions.length + removedHoldings.length > 0) {
    await writeVersions(tx, itemId, today, { ended: [...versions, ...removedHoldings], begun: versions });
  }
  if (transactions.length > 0) await upsertTransactions(tx, itemId, transactions, at);
  if (withdrawn.length > 0) await withdrawTransactions(tx, itemId, withdrawn, at);
  if (missing.length > 0) await markTransactionsMissing(tx, itemId, missing, at);
  if (changes.accountDays.length > 0) await upsertAccountDays(tx, itemId, changes.accountDays);
}
