import type { CalendarDate } from "@/domain/calendar-date";
import { type Decimal, parseDecimal } from "@/domain/decimal";
import type { Holding } from "@/domain/entities";
import type { AccountId, ItemId, SecurityId } from "@/domain/ids";
import type { PositionVersion } from "@/domain/position-series";
import type { KnownSecurity } from "@/domain/reconcile/known";
import type { SqlExecutor } from "./client";
import { type HoldingRecord, toHolding } from "./map";
import { listSecurities } from "./securities";

/** The current positions of several Items in one security, each with its Item, largest value first. */
export async function listPositionsOfSecurity(
  sql: SqlExecutor,
  itemIds: readonly ItemId[],
  securityId: SecurityId,
): Promise<(Holding & { itemId: ItemId })[]> {
  const { rows } = await sql.executeSql<HoldingRecord & { item_id: string }>(
    `SELECT item_id, account_id, security_id, quantity, institution_price, institution_price_as_of::text,
       institution_price_datetime, institution_value, cost_basis, vested_quantity, vested_value, iso_currency_code,
       unofficial_currency_code, tax_lots
     FROM holding WHERE item_id = ANY($1::text[]) AND security_id = $2
     ORDER BY institution_value DESC, item_id, account_id`,
    [itemIds, securityId],
  );
  return rows.map((row) => ({ ...toHolding(row), itemId: row.item_id as ItemId }));
}

/** Σ institution_value of an account's positions in one currency. */
export type AccountSum = {
  readonly itemId: ItemId;
  readonly accountId: AccountId;
  readonly isoCurrencyCode: string | null;
  readonly unofficialCurrencyCode: string | null;
  readonly institutionValue: Decimal;
};

export async function listAccountSums(sql: SqlExecutor, itemIds: readonly ItemId[]): Promise<AccountSum[]> {
  const { rows } = await sql.executeSql<{
    item_id: string;
    account_id: string;
    iso: string | null;
    unofficial: string | null;
    value: string;
  }>(
    `SELECT item_id, account_id, iso_currency_code AS iso, unofficial_currency_code AS unofficial, sum(institution_value) AS value
     FROM holding WHERE item_id = ANY($1::text[]) GROUP BY 1, 2, 3, 4`,
    [itemIds],
  );
  return rows.map((row) => ({
    itemId: row.item_id as ItemId,
    accountId: row.account_id as AccountId,
    isoCurrencyCode: row.iso,
    unofficialCurrencyCode: row.unofficial,
    institutionValue: parseDecimal(row.value),
  }));
}

/** By way of the accounts: the key of a version begins with Item and account, and each has few of one security. */
const VERSIONS = `FROM account a JOIN holding_version v ON v.item_id = a.item_id AND v.account_id = a.account_id AND v.security_id = $2
  WHERE a.item_id = ANY($1::text[])`;

/** What positions in one security were, newest first. */
export async function listVersionsOfSecurity(
  sql: SqlExecutor,
  itemIds: readonly ItemId[],
  securityId: SecurityId,
): Promise<(PositionVersion & { itemId: ItemId })[]> {
  const { rows } = await sql.executeSql<
    Omit<HoldingRecord, "security_id"> & { item_id: string; valid_from: string; valid_to: string | null }
  >(
    `SELECT v.item_id, v.account_id, v.valid_from::text, v.valid_to::text, v.quantity, v.institution_price, v.institution_value,
       v.cost_basis, v.iso_currency_code, v.unofficial_currency_code
     ${VERSIONS} ORDER BY v.valid_from DESC, v.item_id, v.account_id`,
    [itemIds, securityId],
  );
  return rows.map((row) => ({
    itemId: row.item_id as ItemId,
    accountId: row.account_id as AccountId,
    validFrom: row.valid_from as CalendarDate,
    validTo: row.valid_to as CalendarDate | null,
    quantity: parseDecimal(row.quantity),
    institutionPrice: parseDecimal(row.institution_price),
    institutionValue: parseDecimal(row.institution_value),
    costBasis: row.cost_basis === null ? null : parseDecimal(row.cost_basis),
    isoCurrencyCode: row.iso_currency_code,
    unofficialCurrencyCode: row.unofficial_currency_code,
  }));
}

/** What history and transactions know of a security; all null when they know nothing. */
export type SecurityTrace = {
  readonly heldFrom: CalendarDate | null;
  /** The first date on which no position was seen any more; of one that is held it says nothing. */
  readonly heldUntil: CalendarDate | null;
  readonly lastSaleOn: CalendarDate | null;
  readonly lastTransactionOn: CalendarDate | null;
};

/** `closing` are the subtypes of transactions that end a position; only live ones are a sale. */
export async function findSecurityTrace(
  sql: SqlExecutor,
  itemIds: readonly ItemId[],
  securityId: SecurityId,
  closing: readonly string[],
): Promise<SecurityTrace> {
  const { rows } = await sql.executeSql<Record<"held_from" | "held_until" | "sold" | "traded", CalendarDate | null>>(
    `SELECT held.held_from::text, held.held_until::text, traded.sold::text, traded.traded::text
     FROM (SELECT min(v.valid_from) AS held_from, max(v.valid_to) AS held_until ${VERSIONS}) held,
       (SELECT max(date) FILTER (WHERE removed_at IS NULL AND type <> 'cancel' AND subtype = ANY($3::text[])) AS sold, max(date) AS traded
        FROM investment_transaction WHERE item_id = ANY($1::text[]) AND security_id = $2) traded`,
    [itemIds, securityId, closing],
  );
  const [row] = rows;
  return {
    heldFrom: row?.held_from ?? null,
    heldUntil: row?.held_until ?? null,
    lastSaleOn: row?.sold ?? null,
    lastTransactionOn: row?.traded ?? null,
  };
}

/** The security with a ticker that these Items hold or held, options apart; null when none or several have it. */
export async function findHeldSecurity(
  sql: SqlExecutor,
  itemIds: readonly ItemId[],
  tickerSymbol: string,
): Promise<KnownSecurity | null> {
  const { rows } = await sql.executeSql<{ security_id: string }>(
    `SELECT s.security_id FROM security s WHERE s.ticker_symbol = $2 AND s.option_contract IS NULL
       AND (EXISTS (SELECT FROM holding h WHERE h.security_id = s.security_id AND h.item_id = ANY($1::text[]))
         OR EXISTS (SELECT FROM account a JOIN holding_version v ON v.item_id = a.item_id AND v.account_id = a.account_id
           AND v.security_id = s.security_id WHERE a.item_id = ANY($1::text[]))) LIMIT 2`,
    [itemIds, tickerSymbol],
  );
  const [only] = rows;
  if (!only || rows.length > 1) return null;
  const [security] = await listSecurities(sql, [only.security_id as SecurityId]);
  return security ?? null;
}
