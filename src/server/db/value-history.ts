import type { CalendarDate } from "@/domain/calendar-date";
import { parseDecimal } from "@/domain/decimal";
import type { AccountId, ItemId } from "@/domain/ids";
import type { IncompleteReason } from "@/domain/portfolio";
import type { AccountSpan, DayTotal } from "@/domain/value-history";
import type { SqlExecutor } from "./client";

/** The accounts of some Items, or one of them. */
export type AccountChoice = { readonly itemIds: readonly ItemId[]; readonly accountId: AccountId | null };

export type SeenAccount = AccountSpan<ItemId> & { readonly accountId: AccountId; readonly name: string };

/** When each account was seen for the first and the last time; those that never were are left out. */
export async function listSeenAccounts(
  sql: SqlExecutor,
  { itemIds, accountId }: AccountChoice,
): Promise<SeenAccount[]> {
  const { rows } = await sql.executeSql<Record<"item_id" | "account_id" | "name" | "first" | "last", string>>(
    `SELECT d.item_id, d.account_id, a.name, min(d.date)::text AS first, max(d.date)::text AS last
     FROM account_day d JOIN account a USING (item_id, account_id)
     WHERE d.item_id = ANY($1::text[]) AND ($2::text IS NULL OR d.account_id = $2)
     GROUP BY d.item_id, d.account_id, a.name ORDER BY d.item_id, d.account_id`,
    [itemIds, accountId],
  );
  return rows.map((row) => ({
    itemId: row.item_id as ItemId,
    accountId: row.account_id as AccountId,
    name: row.name,
    firstDate: row.first as CalendarDate,
    lastDate: row.last as CalendarDate,
  }));
}

/** The dates on which any of the accounts was seen, newest first, at most `limit`. */
export async function listSeenDates(
  sql: SqlExecutor,
  { itemIds, accountId }: AccountChoice,
  limit: number,
): Promise<CalendarDate[]> {
  const { rows } = await sql.executeSql<{ date: string }>(
    `SELECT DISTINCT date::text FROM account_day
     WHERE item_id = ANY($1::text[]) AND ($2::text IS NULL OR account_id = $2) ORDER BY date DESC LIMIT $3`,
    [itemIds, accountId, limit],
  );
  return rows.map((row) => row.date as CalendarDate);
}

/**
 * `derivedCash` and `currenciesShort` of the domain, in SQL: an account is worth what it was last seen with until it is seen again. What an account
 * that is not shown holds may have changed since, so its positions are those of its versions. One that was never shown at all
 * has no days; its positions count from when they were first named.
 */
const DAY_TOTALS = `
  WITH seen AS (
    SELECT d.item_id, d.account_id, d.date, lead(d.date) OVER (PARTITION BY d.item_id, d.account_id ORDER BY d.date) AS ends,
      d.is_active, a.type IN ('investment', 'brokerage') AS is_investment, d.position_count > 0 AS has_positions,
      d.balance_current AS balance, d.margin_loan_amount AS loan, d.position_totals AS totals,
      coalesce(d.iso_currency_code, 'unofficial:' || d.unofficial_currency_code, 'unknown') AS key
    FROM account_day d JOIN account a USING (item_id, account_id)
    WHERE d.item_id = ANY($1::text[]) AND ($2::text IS NULL OR d.account_id = $2) AND d.date <= $4::date
  ), measured AS (
    SELECT *, balance - coalesce((totals ->> key)::numeric, 0) AS rest, greatest(0.01, abs(balance) * 0.0001) AS tolerance
    FROM seen WHERE (ends IS NULL OR ends > $3::date) AND (is_investment OR has_positions)
  ), judged AS (
    SELECT *, CASE
      WHEN NOT is_active THEN CASE WHEN has_positions OR balance <> 0 THEN 'account_inactive' END
      WHEN NOT is_investment THEN 'unknown_account_type'
      WHEN balance IS NULL THEN NULL
      WHEN key = 'unknown' AND has_positions THEN 'unknown_currency'
      WHEN totals - key <> '{}' THEN 'mixed_currency_account'
      WHEN abs(rest) <= tolerance THEN NULL
      WHEN rest < 0 AND (loan IS NULL OR abs(loan + rest) > tolerance) THEN 'balance_below_positions'
      WHEN key = 'unknown' THEN 'unknown_currency'
    END AS reason
    FROM measured
  ), away AS (
    SELECT item_id, account_id, date, ends, NULL AS reason FROM judged WHERE NOT is_active
    UNION ALL
    SELECT item_id, account_id, $3::date, NULL, 'account_inactive' FROM account a
    WHERE item_id = ANY($1::text[]) AND ($2::text IS NULL OR account_id = $2) AND NOT is_active
      AND NOT EXISTS (SELECT FROM account_day d WHERE d.item_id = a.item_id AND d.account_id = a.account_id)
  ), parts AS (
    SELECT date, ends, is_active, positions.key, positions.value::numeric AS amount, NULL AS reason
    FROM judged, jsonb_each_text(totals) AS positions WHERE is_active
    UNION ALL
    SELECT date, ends, is_active, key, rest, NULL FROM judged
    WHERE is_active AND is_investment AND abs(rest) > tolerance AND (reason IS NULL OR (reason = 'unknown_currency' AND NOT has_positions))
    UNION ALL
    SELECT date, ends, is_active, short.key, 0, reason
    FROM judged, LATERAL (
      SELECT judged.key WHERE NOT has_positions OR totals ? judged.key
      UNION ALL
      SELECT jsonb_object_keys(totals) WHERE has_positions AND NOT totals ? judged.key
    ) AS short(key) WHERE reason IS NOT NULL
    UNION ALL
    SELECT greatest(away.date, v.valid_from), least(away.ends, v.valid_to), false,
      coalesce(v.iso_currency_code, 'unofficial:' || v.unofficial_currency_code, 'unknown'), v.institution_value, away.reason
    FROM away JOIN holding_version v USING (item_id, account_id)
    WHERE (away.ends IS NULL OR v.valid_from < away.ends) AND (v.valid_to IS NULL OR v.valid_to > away.date)
  ), spans AS (
    SELECT *, greatest(date, $3::date) AS since, least(coalesce(ends - 1, $4::date), $4::date) AS until FROM parts
  )
  SELECT (since + day)::text AS date, key, sum(amount)::text AS total, array_remove(array_agg(DISTINCT reason), NULL) AS incomplete,
    bool_or(is_active AND date < since + day) AS is_carried
  FROM spans, generate_series(0, until - since) AS day
  GROUP BY since + day, key ORDER BY since + day, key`;

type DayTotalRow = { date: string; key: string; total: string; incomplete: string[]; is_carried: boolean };

/**
 * What the accounts were worth at the end of each date of a range, by currency: what `totalsOfSums` says of the positions as
 * of that date. A currency of which nothing was held on a date has no row for it.
 */
export async function listDayTotals(
  sql: SqlExecutor,
  { itemIds, accountId }: AccountChoice,
  { from, to }: { from: CalendarDate; to: CalendarDate },
): Promise<DayTotal[]> {
  const { rows } = await sql.executeSql<DayTotalRow>(DAY_TOTALS, [itemIds, accountId, from, to]);
  return rows.map((row) => ({
    key: row.key,
    date: row.date as CalendarDate,
    total: parseDecimal(row.total),
    incomplete: row.incomplete as IncompleteReason[],
    isCarried: row.is_carried,
  }));
}
