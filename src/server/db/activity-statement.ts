import { type ActivityFilter, type ActivityPosition, type ActivityStatus, searchPatterns } from "@/domain/activity";
import { decimalText } from "@/domain/decimal";
import type { UserId } from "@/domain/ids";
import { CANCEL_TYPE, TRANSFER_TYPE, type TransactionClass, termsOfClass } from "@/domain/transaction-class";
import { createParameters, type Parameters } from "./parameters";

export type ActivityListQuery = {
  readonly userId: UserId;
  readonly filter: ActivityFilter;
  readonly after: ActivityPosition | null;
  readonly limit: number;
};

/** The days that are looked through first: so many of an account that is traded in daily fill a page. */
const NEAR_DAYS = 14;
/** How many times as many days are looked through next, if at the same rate they fill a page. */
const WIDER = 8;
const ORDER = "t.date DESC, t.item_id, t.investment_transaction_id";
const OWN = "t.item_id = ANY(ARRAY(SELECT item_id FROM own))";

const IS_CANCELLED =
  "(t.item_id, t.investment_transaction_id) IN (SELECT item_id, investment_transaction_id FROM cancelled)";
const HAS_STATUS: Readonly<Record<ActivityStatus, string>> = {
  withdrawn: "t.removed_at IS NOT NULL",
  cancelled: `t.removed_at IS NULL AND ${IS_CANCELLED}`,
  live: `t.removed_at IS NULL AND NOT ${IS_CANCELLED}`,
};
const STATUS = `CASE WHEN t.removed_at IS NOT NULL THEN 'withdrawn' WHEN ${IS_CANCELLED} THEN 'cancelled' ELSE 'live' END`;

/** As the domain classifies; an index finds what is listed. */
function isOfKind(kind: TransactionClass, { given }: Parameters): string {
  const { cancel, transfer, other } = termsOfClass(kind);
  const arms = [
    { type: `t.type = '${CANCEL_TYPE}'`, term: cancel },
    { type: `t.type = '${TRANSFER_TYPE}'`, term: transfer },
    { type: `t.type NOT IN ('${CANCEL_TYPE}', '${TRANSFER_TYPE}')`, term: other },
  ].flatMap(({ type, term: { isAllBut, subtypes } }) => {
    if (subtypes.length === 0) return isAllBut ? [type] : [];
    const listed = given(subtypes, "text[]");
    return [`${type} AND ${isAllBut ? `coalesce(t.subtype, '') <> ALL(${listed})` : `t.subtype = ANY(${listed})`}`];
  });
  return `(${arms.map((arm) => `(${arm})`).join(" OR ")})`;
}

/**
 * Words in the text of transactions or of their securities. `ctes`: for each word the securities that have it, and the few texts
 * of each security that have them all, which an index holds; `isFound` leads from these to the transactions.
 */
function wordsOf(words: readonly string[], { given }: Parameters) {
  const patterns = words.map((word) => searchPatterns(word).map((pattern) => given(pattern, "text")));
  const has = (text: string, index: number) =>
    (patterns[index] ?? []).map((pattern) => `${text} LIKE ${pattern}`).join(" OR ");
  const named = words.map(
    (_, index) =>
      `named${index} AS MATERIALIZED (SELECT security_id FROM security s WHERE ${has("s.search_text", index)})`,
  );
  const hasWords = words.map(
    (_, index) => `(${has("t.search_name", index)} OR t.security_id IN (SELECT security_id FROM named${index}))`,
  );
  const found = `found AS MATERIALIZED (
    SELECT DISTINCT t.security_id, t.search_name FROM investment_transaction t WHERE ${[OWN, ...hasWords].join(" AND ")}
  )`;
  const isFound = `(t.security_id = ANY(ARRAY(SELECT security_id FROM found)) OR (t.security_id IS NULL
    AND t.search_name = ANY(ARRAY(SELECT search_name FROM found WHERE security_id IS NULL))))`;
  return { ctes: [...named, found], hasWords, isFound };
}

/**
 * A page of transactions in their order. What is newest is looked through first, by date; if that promises to fill the page, some
 * more is. What is found in neither is rare, and the last look, which goes by whatever else there is an index of, costs little.
 * The text holds nothing that is not asked for, and no row is wide before the page is known.
 */
export function activityStatement({ userId, filter, after, limit: most }: ActivityListQuery) {
  const { scope, words } = filter;
  const parameters = createParameters([userId]);
  const { given } = parameters;
  const limit = given(most, "int");
  const ends = [filter.endDate, after?.date ?? null].flatMap((date) => (date === null ? [] : [given(date, "date")]));
  const until = `t.date <= least(${[...ends, "DATE '9999-12-31'"].join(", ")})`;
  const position = after && {
    date: given(after.date, "date"),
    itemId: given(after.itemId, "text"),
    id: given(after.investmentTransactionId, "text"),
  };
  const search = words.length > 0 ? wordsOf(words, parameters) : { ctes: [], hasWords: [], isFound: "true" };
  const minAmount = filter.minAmount && given(decimalText(filter.minAmount), "numeric");
  const conditions = [
    ...[OWN, until],
    ...(position
      ? [
          `(t.date < ${position.date} OR t.item_id > ${position.itemId}
            OR (t.item_id = ${position.itemId} AND t.investment_transaction_id > ${position.id}))`,
        ]
      : []),
    ...(filter.startDate ? [`t.date >= ${given(filter.startDate, "date")}`] : []),
    ...(scope.kind === "account" ? [`t.account_id = ${given(scope.accountId, "text")}`] : []),
    ...(filter.securityId ? [`t.security_id = ${given(filter.securityId, "text")}`] : []),
    ...(minAmount ? [`abs(t.amount) >= ${minAmount}`] : []),
    ...(filter.kind ? [isOfKind(filter.kind, parameters)] : []),
    ...search.hasWords,
    ...(filter.status ? [HAS_STATUS[filter.status]] : []),
  ];
  const look = (
    ...more: string[]
  ) => `SELECT t.item_id, t.investment_transaction_id, t.date FROM investment_transaction t
    WHERE ${[...conditions, ...more].join(" AND ")} ORDER BY ${ORDER} LIMIT ${limit}`;
  const text = `WITH own AS (
    SELECT item_id, institution_id, institution_name FROM item WHERE user_id = $1 AND unlinked_at IS NULL
      ${scope.kind === "all" ? "" : `AND item_id = ${given(scope.itemId, "text")}`}
  ), cancelled AS (
    SELECT c.item_id, unnest(array_remove(ARRAY[c.investment_transaction_id, c.cancel_transaction_id], NULL))
      AS investment_transaction_id
    FROM own JOIN investment_transaction c USING (item_id) WHERE c.type = '${CANCEL_TYPE}' AND c.removed_at IS NULL
  ), newest AS (
    SELECT max(t.date) AS date FROM own CROSS JOIN LATERAL (
      SELECT date FROM investment_transaction t WHERE t.item_id = own.item_id AND ${until} ORDER BY date DESC LIMIT 1
    ) t
  ), ${search.ctes.map((cte) => `${cte}, `).join("")}near AS MATERIALIZED (
    ${look(`t.date > (SELECT date - ${NEAR_DAYS} FROM newest)`)}
  ), wide AS MATERIALIZED (
    ${look(`t.date > (SELECT date - ${NEAR_DAYS * WIDER} FROM newest)`, `(SELECT count(*) < ${limit} AND count(*) * ${WIDER} >= ${limit} FROM near)`)}
  ), rest AS (
    ${look(search.isFound, `(SELECT count(*) < ${limit} FROM near)`, `(SELECT count(*) < ${limit} FROM wide)`)}
  ), page AS (
    SELECT * FROM near UNION SELECT * FROM wide UNION SELECT * FROM rest
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
  return { text, values: parameters.values };
}
