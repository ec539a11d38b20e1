import type { DateRange } from "@/domain/date-range";
import type { ItemId, SecurityId } from "@/domain/ids";
import type { KnownSecurity } from "@/domain/reconcile/known";
import type { SqlExecutor } from "./client";
import { type SecurityRecord, toSecurity } from "./map";
import { toArrays, upsertStatement } from "./recordset";

const VALUES = {
  name: "text",
  ticker_symbol: "text",
  type: "text",
  subtype: "text",
  is_cash_equivalent: "boolean",
  close_price: "numeric",
  close_price_as_of: "date",
  iso_currency_code: "text",
  unofficial_currency_code: "text",
  isin: "text",
  cusip: "text",
  figi: "text",
  institution_security_id: "text",
  institution_id: "text",
  proxy_security_id: "text",
  market_identifier_code: "text",
  sector: "text",
  industry: "text",
  cfi_code: "text",
  option_contract: "jsonb",
  fixed_income: "jsonb",
  is_placeholder: "boolean",
  provider_updated_at: "timestamptz",
};
const KEY = { security_id: "text" };

const PRICE = ["close_price", "close_price_as_of"];
const CURRENCY = ["iso_currency_code", "unofficial_currency_code"];
const ORIGIN = ["institution_security_id", "institution_id"];
const SINGLE = Object.keys(VALUES).filter(
  (column) => ![...PRICE, ...CURRENCY, ...ORIGIN, "is_placeholder"].includes(column),
);

const UPSERT = upsertStatement({
  name: "security",
  scope: { updated_at: "timestamptz" },
  key: KEY,
  values: VALUES,
  // The rule of `securitiesToUpsert`, once more: another process may have stored a newer description since it was applied.
  overwriteWhen: `old.is_placeholder OR (NOT excluded.is_placeholder AND CASE
    WHEN old.provider_updated_at IS NOT NULL AND excluded.provider_updated_at IS NOT NULL
      THEN excluded.provider_updated_at >= old.provider_updated_at
    WHEN old.close_price_as_of IS NOT NULL AND excluded.close_price_as_of IS NOT NULL
      THEN excluded.close_price_as_of >= old.close_price_as_of
    ELSE coalesce(excluded.provider_updated_at, excluded.close_price_as_of) IS NOT NULL
      OR coalesce(old.provider_updated_at, old.close_price_as_of) IS NULL END)`,
  keepFirst: ORIGIN,
  keepKnown: [
    ...SINGLE.map((column) => ({ givenBy: [column], columns: [column] })),
    { givenBy: ["close_price"], columns: PRICE },
    { givenBy: CURRENCY, columns: CURRENCY },
  ],
});

const COLUMNS = `security_id, name, ticker_symbol, type, subtype, is_cash_equivalent, close_price, close_price_as_of::text,
  iso_currency_code, unofficial_currency_code, isin, cusip, figi, institution_security_id, institution_id,
  proxy_security_id, market_identifier_code, sector, industry, cfi_code, option_contract, fixed_income,
  is_placeholder, provider_updated_at`;

export async function listSecurities(sql: SqlExecutor, ids: readonly SecurityId[]): Promise<KnownSecurity[]> {
  const { rows } = await sql.executeSql<SecurityRecord>(
    `SELECT ${COLUMNS} FROM security WHERE security_id = ANY($1::text[])`,
    [ids],
  );
  return rows.map(toSecurity);
}

/** Those that an Item's holdings name, and its transactions dated inside the range. */
export async function listSecuritiesOfItem(
  sql: SqlExecutor,
  itemId: ItemId,
  range: DateRange | null,
): Promise<KnownSecurity[]> {
  const { rows } = await sql.executeSql<SecurityRecord>(
    `SELECT ${COLUMNS} FROM security WHERE security_id IN (
       SELECT security_id FROM holding WHERE item_id = $1
       UNION SELECT security_id FROM investment_transaction WHERE item_id = $1 AND date BETWEEN $2 AND $3)`,
    [itemId, range?.startDate ?? null, range?.endDate ?? null],
  );
  return rows.map(toSecurity);
}

/** Inserts or overwrites, in the order of ids; an older description overwrites nothing, a poorer one erases nothing. */
export async function upsertSecurities(sql: SqlExecutor, securities: readonly KnownSecurity[], at: Date) {
  const rows = securities.map(({ updatedAt, ...security }) => ({ ...security, providerUpdatedAt: updatedAt }));
  await sql.executeSql(UPSERT, [at, ...toArrays(rows, { ...KEY, ...VALUES })]);
}
