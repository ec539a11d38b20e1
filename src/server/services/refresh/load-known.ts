import { type CalendarDate, daysBetween } from "@/domain/calendar-date";
import type { DateRange } from "@/domain/date-range";
import type { Picture } from "@/domain/entities";
import type { ItemId } from "@/domain/ids";
import { type Doubt, type Known, positionKey } from "@/domain/reconcile/known";
import { namedSecurityIds } from "@/domain/reconcile/reconcile-securities";
import { listAccountDaysFrom, listAccounts } from "@/server/db/accounts";
import { type Db, sqlOf } from "@/server/db/client";
import { listHoldings } from "@/server/db/holdings";
import { listTransactionsById, listTransactionsInRangeOrMissing } from "@/server/db/investment-transactions";
import { listSecurities, listSecuritiesOfItem } from "@/server/db/securities";
import { onOneConnection } from "@/server/db/transaction";
import { ClockBehindError } from "./failure";

/** How far a calendar may go back (another time zone, a clock put right) before it is the clock that is wrong. */
const MAX_DAYS_BACK = 2;

/**
 * What is stored of an Item before Plaid has answered. Under the lease nobody else writes it, so it stays true; securities are
 * shared and may be newer by the time they are written, which the statement that writes them looks at.
 * Errors: ClockBehindError, for days that are stored as past would be written anew.
 */
export async function loadItemRows(db: Db, itemId: ItemId, asked: DateRange | null, today: CalendarDate) {
  const [accounts, holdings, transactions, days, securities] = await onOneConnection(db, (sql) =>
    Promise.all([
      listAccounts(sql, itemId),
      listHoldings(sql, itemId),
      asked ? listTransactionsInRangeOrMissing(sql, itemId, asked) : [],
      listAccountDaysFrom(sql, itemId, today),
      listSecuritiesOfItem(sql, itemId, asked),
    ]),
  );
  if (days.some((day) => daysBetween(today, day.date) > MAX_DAYS_BACK)) throw new ClockBehindError();
  return { accounts, holdings, transactions, days, securities };
}

/** The rest, once the answer is there: securities that it names anew, and transactions that moved out of the window. */
export async function completeKnown(
  db: Db,
  itemId: ItemId,
  rows: Awaited<ReturnType<typeof loadItemRows>>,
  shown: Picture,
  doubt: Doubt | null,
): Promise<Known> {
  const sql = sqlOf(db);
  const transactions = new Map(rows.transactions.map((row) => [row.investmentTransactionId, row]));
  const elsewhere = shown.transactions.map((row) => row.investmentTransactionId).filter((id) => !transactions.has(id));
  const securities = new Map(rows.securities.map((security) => [security.securityId, security]));
  const named = namedSecurityIds([...shown.securities, ...shown.holdings, ...shown.transactions]);
  const unread = [...named].filter((id) => !securities.has(id));
  const [moved, others] = await Promise.all([
    elsewhere.length > 0 ? listTransactionsById(sql, itemId, elsewhere) : [],
    unread.length > 0 ? listSecurities(sql, unread) : [],
  ]);
  for (const security of others) securities.set(security.securityId, security);
  for (const row of moved) transactions.set(row.investmentTransactionId, row);
  return {
    accounts: new Map(rows.accounts.map((account) => [account.accountId, account])),
    holdings: new Map(rows.holdings.map((holding) => [positionKey(holding), holding])),
    transactions,
    securities,
    days: new Map(rows.days.map((day) => [day.accountId, day])),
    doubt,
  };
}
