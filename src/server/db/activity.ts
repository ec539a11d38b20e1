import { type ActivityFilter, type ActivityPosition, type ActivityStatus, searchPatterns } from "@/domain/activity";
import { decimalText } from "@/domain/decimal";
import type { ItemId, UserId } from "@/domain/ids";
import type { KnownTransaction } from "@/domain/reconcile/known";
import { CANCEL_TYPE, TRANSFER_TYPE, termsOfClass } from "@/domain/transaction-class";
import type { SqlExecutor } from "./client";
import { type TransactionRecord, toTransaction } from "./map";

export type ActivityRecord = KnownTransaction & {
  readonly itemId: ItemId;
  readonly institutionName: string | null;
  /** Null: Plaid never described the account. */
  readonly accountName: string | null;
  readonly accountMask: string | null;
  readonly tickerSymbol: string | null;
  readonly securityName: string | null;
  readonly securityType: string | null;
  readonly status: ActivityStatus;
};

const FIRST_DATE = "1900-01-01";
/** The days that are looked through before all that is stored: so many of an account that is traded in daily fill a page. */
const NEAR_DAYS = 14;
const ORDER = "t.date DESC, t.item_id, t.investment_transaction_id";
const LAST_DATE = "least($5::date, $4::date, DATE '9999-12-31')";

const STATUS = `CASE WHEN t.removed_at IS NOT NULL THEN 'withdrawn'
  WHEN (t.item_id, t.investment_transaction_id) IN (SELECT item_id, investment_transaction_id FROM cancelled) THEN 'cancelled'
  ELSE 'live' END`;

/** As the domain classifies: $12 to $15 are its terms of the class that is asked for. */
const IS_OF_KIND = `CASE t.type
  WHEN '${CANCEL_TYPE}' THEN (coalesce(t.subtype, '') = ANY($13::text[])) <> ($12::boolean[])[1]
  WHEN '${TRANSFER_TYPE}' THEN (coalesce(t.subtype, '') = ANY($14::text[])) <> ($12::boolean[])[2]
  ELSE (coalesce(t.subtype, '') = ANY($15::text[])) <> ($12::boolean[])[3] END`;

/** For each word the securities that have it: found once, and not for each of the two looks. */
const NAMED = "$named AS MATERIALIZED (SELECT security_id FROM security WHERE search_text LIKE ANY($word::text[]))";
const HAS_WORD = `($word::text[] IS NULL OR t.search_name LIKE ANY($word::text[])
  OR t.security_id IN (SELECT security_id FROM $named))`;
const WORD_PARAMETERS = ["$16", "$17", "$18", "$19"];
const forEachWord = (text: string) =>
  WORD_PARAMETERS.map((word, index) =>
    text.replaceAll("$named", "named".concat(String(index))).replaceAll("$word", () => word),
  );
const NAMED_BY_WORDS = forEachWord(NAMED).join(", ");
const HAS_WORDS = forEachWord(HAS_WORD).join(" AND ");

const KEYS = `SELECT t.item_id, t.investment_transaction_id, t.date FROM investment_transaction t
  WHERE t.item_id = ANY(ARRAY(SELECT item_id FROM own)) AND t.date BETWEEN $3::date AND ${LAST_DATE}
  AND ($5::date IS NULL OR t.date < $5::date OR t.item_id > $6 OR (t.item_id = $6 AND t.investment_transaction_id > $7))
  AND ($8::text IS NULL OR t.account_id = $8) AND ($9::text IS NULL OR t.security_id = $9)
  AND ($10::numeric IS NULL OR abs(t.amount) >= $10::numeric)
  AND ($12::boolean[] IS NULL OR ${IS_OF_KIND}) AND ${HAS_WORDS}
  AND ($11::text IS NULL OR (($11 = 'withdrawn') = (t.removed_at IS NOT NULL) AND ($11 = 'withdrawn' OR ${STATUS} = $11)))`;

const LIST = `WITH own AS (
    SELECT item_id, institution_id, institution_name FROM item WHERE user_id = $1 AND unlinked_at IS NULL
      AND ($20::text IS NULL OR item_id = $20)
  ), cancelled AS (
    SELECT c.item_id, unnest(array_remove(ARRAY[c.investment_transaction_id, c.cancel_transaction_id], NULL))
      AS investment_transaction_id
    FROM own JOIN investment_transaction c USING (item_id) WHERE c.type = '${CANCEL_TYPE}' AND c.removed_at IS NULL
  ), newest AS (
    SELECT max(t.date) AS date FROM own CROSS JOIN LATERAL (
      SELECT date FROM investment_transaction WHERE item_id = own.item_id AND date <= ${LAST_DATE} ORDER BY date DESC LIMIT 1
    ) t
  ), ${NAMED_BY_WORDS}, near AS MATERIALIZED (
    ${KEYS} AND t.date > (SELECT date - ${NEAR_DAYS} FROM newest) ORDER BY ${ORDER} LIMIT $2::int
  ), enough AS (
    SELECT count(*) = $2::int AS is_near FROM near
  ), page AS (
    SELECT near.item_id, near.investment_transaction_id FROM enough JOIN near ON enough.is_near
    UNION ALL
    SELECT t.item_id, t.investment_transaction_id
    FROM enough CROSS JOIN LATERAL (${KEYS} AND NOT enough.is_near ORDER BY ${ORDER} LIMIT $2::int) t
  )
  SELECT t.item_id, t.investment_transaction_id, t.account_id, t.security_id, t.date::text AS date, t.transaction_datetime,
    t.name, t.quantity, t.amount, t.price, t.fees, t.type, t.subtype, t.iso_currency_code, t.unofficial_currency_code,
    t.cancel_transaction_id, t.removed_at, t.missing_since,
    coalesce(n.name, own.institution_name) AS institution_name, a.name AS account_name, a.mask AS account_mask,
    s.ticker_symbol, s.name AS security_name, s.type AS security_type, ${STATUS} AS status
  FROM page JOIN investment_transaction t USING (item_id, investment_transaction_id) JOIN own USING (item_id)
  LEFT JOIN institution n ON n.institution_id = own.institution_id
  LEFT JOIN account a ON a.item_id = t.item_id AND a.account_id = t.account_id
  LEFT JOIN security s ON s.security_id = t.security_id
  ORDER BY ${ORDER}`;

/**
 * The user's transactions over the linked Items in scope, newest first: at most `limit` of those after `after` in that order. The days next
 * to where the page begins are looked through first, by the index; where these do not fill it, all are, in the order in which they
 * are stored, which costs a third of following the index that far. Whichever it is, no row is wide before the page is known.
 */
export async function listActivity(
  sql: SqlExecutor,
  userId: UserId,
  filter: ActivityFilter,
  { after, limit }: { after: ActivityPosition | null; limit: number },
): Promise<ActivityRecord[]> {
  const { scope } = filter;
  const terms = filter.kind && termsOfClass(filter.kind);
  const values = [
    ...[userId, limit, filter.startDate ?? FIRST_DATE, filter.endDate],
    ...[after?.date ?? null, after?.itemId ?? null, after?.investmentTransactionId ?? null],
    ...[
      scope.kind === "account" ? scope.accountId : null,
      filter.securityId,
      filter.minAmount && decimalText(filter.minAmount),
      filter.status,
    ],
    terms && [terms.cancel.isAllBut, terms.transfer.isAllBut, terms.other.isAllBut],
    ...[terms?.cancel.subtypes, terms?.transfer.subtypes, terms?.other.subtypes],
    ...WORD_PARAMETERS.map((_, index) => {
      const word = filter.words[index];
      return word === undefined ? null : searchPatterns(word);
    }),
    scope.kind === "all" ? null : scope.itemId,
  ];
  // So the conditions that were not asked for cost nothing, for each of very many rows.
  const { rows } = await sql.executeSql<ActivityRow>(LIST, values, { isPlannedAnew: true });
  return rows.map(toRecord);
}

type ActivityRow = TransactionRecord & {
  item_id: string;
  institution_name: string | null;
  account_name: string | null;
  account_mask: string | null;
  ticker_symbol: string | null;
  security_name: string | null;
  security_type: string | null;
  status: ActivityStatus;
};

function toRecord(row: ActivityRow): ActivityRecord {
  return {
    ...toTransaction(row),
    itemId: row.item_id as ItemId,
    institutionName: row.institution_name,
    accountName: row.account_name,
    accountMask: row.account_mask,
    tickerSymbol: row.ticker_symbol,
    securityName: row.security_name,
    securityType: row.security_type,
    status: row.status,
  };
}
