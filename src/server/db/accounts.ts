import type { CalendarDate } from "@/domain/calendar-date";
import { decimalText } from "@/domain/decimal";
import type { AccountId, ItemId } from "@/domain/ids";
import type { AccountDay, KnownAccount } from "@/domain/reconcile/known";
import type { SqlExecutor } from "./client";
import { type AccountDayRecord, type AccountRecord, toAccount, toAccountDay } from "./map";
import { toArrays, upsertStatement } from "./recordset";

const ACCOUNT = {
  account_id: "text",
  name: "text",
  official_name: "text",
  mask: "text",
  type: "text",
  subtype: "text",
  iso_currency_code: "text",
  unofficial_currency_code: "text",
  balance_current: "numeric",
  balance_available: "numeric",
  balance_limit: "numeric",
  margin_loan_amount: "numeric",
  is_active: "boolean",
};
const { account_id, ...ACCOUNT_VALUES } = ACCOUNT;
const COLUMNS = Object.keys(ACCOUNT).join(", ");
const UPSERT_ACCOUNTS = upsertStatement({
  name: "account",
  scope: { item_id: "text", updated_at: "timestamptz" },
  key: { account_id },
  values: ACCOUNT_VALUES,
});

/**
 * For the exchange, which holds no lease: a refresh may have stored newer ones since these were asked for, and the figures of an
 * account that is known belong to its positions. The Item may have been unlinked meanwhile, or be just being.
 */
const UPSERT_ACCOUNTS_IF_NEWER = upsertStatement({
  name: "account",
  scope: { item_id: "text", updated_at: "timestamptz" },
  key: { account_id },
  values: ACCOUNT_VALUES,
  writeWhen: "EXISTS (SELECT FROM item WHERE item_id = $1 AND unlinked_at IS NULL FOR KEY SHARE)",
  overwriteWhen: "old.updated_at < excluded.updated_at",
  insertOnly: [
    "iso_currency_code",
    "unofficial_currency_code",
    "balance_current",
    "balance_available",
    "balance_limit",
    "margin_loan_amount",
    "is_active",
  ],
});

const DAY = {
  account_id: "text",
  date: "date",
  is_active: "boolean",
  balance_current: "numeric",
  margin_loan_amount: "numeric",
  iso_currency_code: "text",
  unofficial_currency_code: "text",
  position_totals: "jsonb",
  position_count: "integer",
};
const { account_id: day_account, date: day_date, ...DAY_VALUES } = DAY;
const UPSERT_DAYS = upsertStatement({
  name: "account_day",
  scope: { item_id: "text" },
  key: { account_id: day_account, date: day_date },
  values: DAY_VALUES,
});

export async function listAccounts(sql: SqlExecutor, itemId: ItemId): Promise<KnownAccount[]> {
  const { rows } = await sql.executeSql<AccountRecord>(
    `SELECT ${COLUMNS} FROM account WHERE item_id = $1 ORDER BY name, account_id`,
    [itemId],
  );
  return rows.map(toAccount);
}

/** Accounts of several Items, each with its Item, and whether a refresh ever saw it: an exchange alone brings no positions. */
export async function listAccountsOfItems(
  sql: SqlExecutor,
  itemIds: readonly ItemId[],
): Promise<(KnownAccount & { itemId: ItemId; wasRead: boolean })[]> {
  const { rows } = await sql.executeSql<AccountRecord & { item_id: string; was_read: boolean }>(
    `SELECT item_id, ${COLUMNS}, EXISTS (
       SELECT FROM account_day d WHERE d.item_id = a.item_id AND d.account_id = a.account_id) AS was_read
     FROM account a WHERE item_id = ANY($1::text[]) ORDER BY name, account_id, item_id`,
    [itemIds],
  );
  return rows.map((row) => ({ ...toAccount(row), itemId: row.item_id as ItemId, wasRead: row.was_read }));
}

export async function upsertAccounts(sql: SqlExecutor, itemId: ItemId, accounts: readonly KnownAccount[], at: Date) {
  await sql.executeSql(UPSERT_ACCOUNTS, [itemId, at, ...toArrays(accounts, ACCOUNT)]);
}

/**
 * Stores accounts as Plaid showed them after `askedAt`, outside any lease: rows written since then stay, and one that is known
 * gets new names alone, for its balance is of the moment of its positions. Of an Item that was unlinked nothing is stored.
 */
export async function upsertAccountsSeenAt(
  sql: SqlExecutor,
  itemId: ItemId,
  accounts: readonly KnownAccount[],
  askedAt: Date,
) {
  await sql.executeSql(UPSERT_ACCOUNTS_IF_NEWER, [itemId, askedAt, ...toArrays(accounts, ACCOUNT)]);
}

export async function deactivateAccounts(sql: SqlExecutor, itemId: ItemId, accountIds: readonly AccountId[], at: Date) {
  await sql.executeSql(
    "UPDATE account SET is_active = false, updated_at = $3 WHERE item_id = $1 AND account_id = ANY($2::text[])",
    [itemId, accountIds, at],
  );
}

/** The account days from one date on, oldest first. */
export async function listAccountDaysFrom(sql: SqlExecutor, itemId: ItemId, date: CalendarDate): Promise<AccountDay[]> {
  const { rows } = await sql.executeSql<AccountDayRecord>(
    `SELECT account_id, date::text, is_active, balance_current, margin_loan_amount, iso_currency_code, unofficial_currency_code,
       position_totals, position_count
     FROM account_day WHERE item_id = $1 AND date >= $2 ORDER BY date`,
    [itemId, date],
  );
  return rows.map(toAccountDay);
}

export async function upsertAccountDays(sql: SqlExecutor, itemId: ItemId, days: readonly AccountDay[]) {
  const rows = days.map((day) => ({
    ...day,
    positionTotals: Object.fromEntries([...day.positionTotals].map(([key, total]) => [key, decimalText(total)])),
  }));
  await sql.executeSql(UPSERT_DAYS, [itemId, ...toArrays(rows, DAY)]);
}
