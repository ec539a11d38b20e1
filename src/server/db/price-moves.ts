import type { CalendarDate } from "@/domain/calendar-date";
import type { Currency } from "@/domain/currency";
import { parseDecimal } from "@/domain/decimal";
import type { AccountId, ItemId, SecurityId } from "@/domain/ids";
import type { PriceMove } from "@/domain/price-moves";
import type { SqlExecutor } from "./client";
import { CURRENCY_KEY } from "./held-positions";
import type { AccountChoice } from "./value-history";

export type HoldingMove = PriceMove &
  Currency & {
    readonly itemId: ItemId;
    readonly accountId: AccountId;
    readonly securityId: SecurityId;
    readonly tickerSymbol: string | null;
    readonly securityName: string | null;
    readonly securityType: string | null;
  };

type MoveRow = Record<
  "item_id" | "account_id" | "security_id" | "quantity_before" | "price_before" | "quantity" | "price",
  string
> &
  Record<"iso_currency_code" | "unofficial_currency_code" | "ticker_symbol" | "name" | "type", string | null>;

/** Prices of bonds may be a percentage of the face value: those are off by more than what rounding does. */
const PRICE_TOLERANCE = "0.01";

/** Positions held now and on `since` whose price per unit differs, in one currency; of each currency the `limit` with most at stake. */
export async function listPriceMoves(
  sql: SqlExecutor,
  { itemIds, accountId }: AccountChoice,
  since: CalendarDate,
  limit: number,
): Promise<HoldingMove[]> {
  const { rows } = await sql.executeSql<MoveRow>(
    `SELECT item_id, account_id, security_id, moved.iso_currency_code, moved.unofficial_currency_code, quantity_before, price_before,
       quantity, price, s.ticker_symbol, s.name, s.type
     FROM (
       SELECT h.item_id, h.account_id, h.security_id, h.iso_currency_code, h.unofficial_currency_code, v.quantity AS quantity_before,
         v.institution_price AS price_before, h.quantity, h.institution_price AS price,
         row_number() OVER (PARTITION BY ${CURRENCY_KEY}
           ORDER BY abs(v.quantity * (h.institution_price - v.institution_price)) DESC, h.security_id, h.account_id) AS place
       FROM holding h JOIN holding_version v USING (item_id, account_id, security_id)
       WHERE h.item_id = ANY($1::text[]) AND v.item_id = ANY($1::text[]) AND ($2::text IS NULL OR h.account_id = $2)
         AND v.valid_from <= $3::date AND (v.valid_to IS NULL OR v.valid_to > $3::date) AND h.institution_price <> v.institution_price
         AND abs(h.quantity * h.institution_price - h.institution_value) <= abs(h.institution_value) * ${PRICE_TOLERANCE}
         AND abs(v.quantity * v.institution_price - v.institution_value) <= abs(v.institution_value) * ${PRICE_TOLERANCE}
         AND h.iso_currency_code IS NOT DISTINCT FROM v.iso_currency_code
         AND h.unofficial_currency_code IS NOT DISTINCT FROM v.unofficial_currency_code
     ) moved LEFT JOIN security s USING (security_id) WHERE place <= $4 ORDER BY place`,
    [itemIds, accountId, since, limit],
    { isPlannedAnew: true },
  );
  return rows.map((row) => ({
    itemId: row.item_id as ItemId,
    accountId: row.account_id as AccountId,
    securityId: row.security_id as SecurityId,
    tickerSymbol: row.ticker_symbol,
    securityName: row.name,
    securityType: row.type,
    isoCurrencyCode: row.iso_currency_code,
    unofficialCurrencyCode: row.unofficial_currency_code,
    quantityBefore: parseDecimal(row.quantity_before),
    priceBefore: parseDecimal(row.price_before),
    quantity: parseDecimal(row.quantity),
    price: parseDecimal(row.price),
  }));
}
