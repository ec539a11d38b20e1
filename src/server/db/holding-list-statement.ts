import { searchPatterns } from "@/domain/activity";
import { currencyKey } from "@/domain/currency";
import {
  type HoldingColumn,
  type HoldingGrouping,
  type HoldingOrder,
  isTextColumn,
  UNKNOWN_TYPE,
} from "@/domain/holding-list";
import { SPLIT_FACTOR, SPLIT_TOLERANCE } from "@/domain/price-moves";
import { CURRENCY_KEY, positionsOf, SUMS } from "./held-positions";
import type { HoldingListQuery } from "./holding-list";
import { isAfter, isPosition, type OrderPart, orderBy } from "./keyset";
import { recordset, toArrays } from "./recordset";

/** Where each kind of row finds what it is ordered and grouped by: `h` is the row, `s` the security, `a` the account, `own` the Item. */
type Source = { readonly title: string; readonly type: string; readonly isDerived: boolean };
const POSITION: Source = {
  title: "coalesce(s.ticker_symbol, s.name, 'Unnamed security')",
  type: `coalesce(s.type, '${UNKNOWN_TYPE}')`,
  isDerived: false,
};
const CASH: Source = { title: "h.title", type: "''", isDerived: true };

const CASH_COLUMNS = {
  item_id: "text",
  account_id: "text",
  iso_currency_code: "text",
  unofficial_currency_code: "text",
  value: "numeric",
  title: "text",
};

const ACCOUNT_TITLE = "concat(own.institution_name, ' ', a.name, ' ', a.mask)";
/** No type and no id has a line break: so the cash beside positions is a group of its own. */
const CASH_KEY = "E'\\n'";

/** As `looksLikeSplit`. */
const IS_SPLIT = `(h.quantity * e.quantity > 0 AND h.price * e.price > 0
  AND (abs(h.quantity) >= abs(e.quantity) * ${SPLIT_FACTOR} OR abs(h.quantity) * ${SPLIT_FACTOR} <= abs(e.quantity))
  AND abs(h.quantity * h.price - e.quantity * e.price) <= abs(e.quantity * e.price) * ${SPLIT_TOLERANCE})`;

/** As `dayChange`. */
const DAY_CHANGE = `CASE WHEN abs(h.quantity * h.price - h.value) <= abs(h.value) * 0.01
  AND abs(e.quantity * e.price - e.value) <= abs(e.value) * 0.01
  AND ${CURRENCY_KEY} = ${CURRENCY_KEY.replaceAll("h.", "e.")} AND NOT ${IS_SPLIT}
  THEN e.quantity * (h.price - e.price) END`;

const NUMBERS: Partial<Record<HoldingColumn, string>> = {
  quantity: "h.quantity",
  price: "h.price",
  value: "h.value",
  weight: "h.value * nullif(sign, 0)",
  costBasis: "h.basis",
  gain: "h.gain",
  gainPercent: "h.gain / nullif(abs(h.basis), 0)",
  dayChange: DAY_CHANGE,
};
/** Of what cash beside positions has a figure. */
const NUMBERS_OF_CASH: readonly HoldingColumn[] = ["value", "weight"];

/** The figure of a group by which it is ordered among others; there is none for what cannot be added up. */
const GROUP_NUMBERS: Partial<Record<HoldingColumn, string>> = {
  value: "sum(h.value)",
  weight: "sum(h.value * nullif(h.sign, 0))",
  costBasis: "sum(abs(h.basis)) FILTER (WHERE NOT h.is_cash)",
  gain: "sum(h.gain) FILTER (WHERE NOT h.is_cash)",
  gainPercent: "sum(h.gain) FILTER (WHERE NOT h.is_cash) / nullif(sum(abs(h.basis)) FILTER (WHERE NOT h.is_cash), 0)",
};

/** By currency, group, and within a group its head, the positions, and the cash beside them. Ties are in the order of ids. */
function orderParts({ by, isDescending }: HoldingOrder, grouping: HoldingGrouping): OrderPart[] {
  const isByLabel = isTextColumn(by) && by === grouping;
  return [
    { sql: "rank", type: "int" },
    { sql: "is_cash_group", type: "int" },
    { sql: "is_group_unknown", type: "int" },
    { sql: "group_number", type: "numeric", isDescending },
    { sql: "group_order", type: "text", isDescending: isByLabel && isDescending },
    { sql: "group_key", type: "text" },
    { sql: "level", type: "int" },
    { sql: "is_unknown", type: "int" },
    { sql: "number", type: "numeric", isDescending },
    { sql: "text", type: "text", isDescending },
    { sql: "row_key", type: "text" },
  ];
}

function textOf({ title }: Source, by: HoldingColumn): string {
  if (by === "security") return `lower(${title})`;
  return by === "account" ? `lower(${ACCOUNT_TITLE})` : "''";
}

function groupOf({ title, type, isDerived }: Source, grouping: HoldingGrouping): { key: string; label: string } {
  if (grouping === "none") return { key: "''", label: "''" };
  if (grouping === "account")
    return {
      key: "concat(h.item_id, E'\\n', h.account_id)",
      label: "concat(coalesce(own.institution_name, 'Brokerage'), ' · ', a.name, ' ••' || a.mask)",
    };
  if (isDerived) return { key: CASH_KEY, label: "''" };
  return grouping === "type" ? { key: type, label: type } : { key: "h.security_id", label: title };
}

const SUM_NAMES = [
  ...["count", "institution_value", "invested_count", "invested_size"],
  ...["known_count", "known_size", "known_basis", "known_gain"],
];

/**
 * Entries in their order after a position, and with the first of them the sums of all that matches. The text holds nothing that is
 * not asked for: neither the planner nor any of very many rows has to do with it.
 */
export function holdingListStatement(query: HoldingListQuery): { text: string; values: readonly unknown[] } {
  const { scope, filter, order, grouping } = query;
  const values: unknown[] = [scope.itemIds, scope.accountId, scope.asOf];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const given = (value: unknown, type: string) => `${parameter(value)}::${type}`;
  const parts = orderParts(order, grouping);
  const { by } = order;
  const cash = recordset(values.length + 1, CASH_COLUMNS);
  values.push(...toArrays(query.cash, CASH_COLUMNS));
  const keys = given(
    query.sections.map(({ currency }) => currencyKey(currency)),
    "text[]",
  );
  const signs = given(
    query.sections.map(({ sign }) => sign),
    "int[]",
  );
  const today = given(query.today, "date");
  const hasAccounts =
    filter.words.length > 0 || filter.institution !== null || by === "account" || grouping === "account";

  const earlier = (row: string) => `LEFT JOIN day ON day.item_id = ${row}.item_id AND day.account_id = ${row}.account_id
    LEFT JOIN LATERAL (
      SELECT v.quantity, v.institution_price AS price, v.institution_value AS value, v.iso_currency_code, v.unofficial_currency_code
      FROM holding_version v
      WHERE v.item_id = ${row}.item_id AND v.account_id = ${row}.account_id AND v.security_id = ${row}.security_id
        AND v.valid_from <= day.previous AND (v.valid_to IS NULL OR v.valid_to > day.previous)
      ORDER BY v.valid_from DESC LIMIT 1
    ) e ON true`;

  const words = filter.words.map((word) => given(searchPatterns(word), "text[]"));
  const common = [
    ...(filter.accountId === null ? [] : [`h.account_id = ${given(filter.accountId, "text")}`]),
    ...(filter.institution === null ? [] : [`own.institution_name = ${given(filter.institution, "text")}`]),
    ...(filter.currency === null ? [] : [`${CURRENCY_KEY} = ${given(filter.currency, "text")}`]),
  ];
  // The collation, because folding the case of a whole language costs many times as much.
  const hasWords = (shown: string) =>
    words.map(
      (word) => `concat_ws(' ', ${shown}, a.name, a.mask, own.institution_name, h.iso_currency_code,
        h.unofficial_currency_code) COLLATE "C" ILIKE ANY(${word})`,
    );
  const ofPosition = [
    ...(filter.type === null ? [] : [`${POSITION.type} = ${given(filter.type, "text")}`]),
    ...(filter.hasNoBasis ? ["h.basis IS NULL AND s.type IS DISTINCT FROM 'cash'"] : []),
    ...(filter.pricedBefore === null
      ? []
      : [`h.price_as_of < ${given(filter.pricedBefore, "date")} AND s.type IS DISTINCT FROM 'cash'`]),
  ];
  const where = (conditions: readonly string[]) => (conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "");
  const columns = (source: Source) => {
    const group = groupOf(source, grouping);
    const isKnown = !source.isDerived || NUMBERS_OF_CASH.includes(by);
    return `h.item_id, h.account_id, array_position(${keys}, ${CURRENCY_KEY}) AS rank, sign,
      ${(isKnown && NUMBERS[by]) || "NULL::numeric"} AS number, ${textOf(source, by)} AS text,
      ${group.key} AS group_key, ${group.label} AS group_label`;
  };
  const from = `CROSS JOIN LATERAL (SELECT (${signs})[array_position(${keys}, ${CURRENCY_KEY})] AS sign) sign
    ${hasAccounts ? "LEFT JOIN own ON own.item_id = h.item_id LEFT JOIN account a ON a.item_id = h.item_id AND a.account_id = h.account_id" : ""}`;
  const cashWords = words.length > 0 ? hasWords("h.title") : [];
  const lines = `SELECT h.security_id, false AS is_derived, coalesce(s.type = 'cash', false) AS is_cash, h.value, h.basis, h.gain,
      ${columns(POSITION)}
    FROM (${positionsOf({ isAsOf: scope.asOf !== null })}) h ${from} LEFT JOIN security s ON s.security_id = h.security_id
    ${by === "dayChange" ? earlier("h") : ""}
    ${where([...common, ...ofPosition, ...hasWords("s.ticker_symbol, coalesce(s.name, s.ticker_symbol, 'Unnamed security'), s.type")])}
    UNION ALL
    SELECT '', true, true, h.value, NULL, NULL, ${columns(CASH)} FROM cash h ${from}
    ${where([...common, ...(ofPosition.length > 0 ? ["false"] : []), ...cashWords])}`;

  const after = query.after && isPosition(parts, query.after) ? query.after : null;
  const first = values.length + 1;
  values.push(...(after ?? []));
  const limit = given(query.limit, "int");
  const pageOrder = orderBy(parts.map((part) => ({ ...part, sql: `page.${part.sql}` })));
  const text = `WITH own AS (
    SELECT i.item_id, coalesce(nullif(n.name, ''), i.institution_name) AS institution_name
    FROM item i LEFT JOIN institution n ON n.institution_id = i.institution_id WHERE i.item_id = ANY($1::text[])
  ), cash AS (
    SELECT * FROM ${cash}
  ), day AS MATERIALIZED (
    SELECT a.item_id, a.account_id, (
      SELECT date FROM account_day d WHERE d.item_id = a.item_id AND d.account_id = a.account_id AND d.date <= ${today}
      ORDER BY date DESC OFFSET 1 LIMIT 1
    ) AS previous FROM account a WHERE a.item_id = ANY($1::text[])
  ), lines AS MATERIALIZED (${lines}), groups AS MATERIALIZED (
    SELECT h.rank, h.group_key, min(h.group_label) AS group_label, bool_and(h.is_derived)::int AS is_cash_group,
      ${(grouping !== "none" && GROUP_NUMBERS[by]) || "NULL::numeric"} AS group_number, ${SUMS}
    FROM lines h GROUP BY h.rank, h.group_key
  ), entries AS (
    SELECT g.rank, g.is_cash_group, (g.group_number IS NULL)::int AS is_group_unknown, coalesce(g.group_number, 0) AS group_number,
      lower(g.group_label) AS group_order, g.group_key, 0 AS level, 0 AS is_unknown, 0::numeric AS number, '' AS text, '' AS row_key,
      NULL AS item_id, NULL AS account_id, NULL AS security_id
    FROM groups g
    UNION ALL
    SELECT g.rank, g.is_cash_group, (g.group_number IS NULL)::int, coalesce(g.group_number, 0), lower(g.group_label), g.group_key,
      1 + l.is_derived::int, (l.number IS NULL)::int, coalesce(l.number, 0), l.text,
      concat(l.security_id, E'\\n', l.item_id, E'\\n', l.account_id), l.item_id, l.account_id, l.security_id
    FROM lines l JOIN groups g ON g.rank = l.rank AND g.group_key = l.group_key
  ), page AS MATERIALIZED (
    SELECT * FROM entries ${after ? `WHERE ${isAfter(parts, first)}` : ""} ORDER BY ${orderBy(parts)} LIMIT ${limit}
  )
  SELECT page.level, page.rank, ARRAY[${parts.map(({ sql }) => `page.${sql}::text`).join(", ")}] AS position,
    page.item_id, page.account_id, page.security_id, own.institution_name, a.name AS account_name, a.mask AS account_mask,
    s.ticker_symbol, s.name AS security_name, s.type AS security_type, s.option_contract IS NOT NULL AS is_option,
    h.quantity, h.price, h.price_as_of::text AS price_as_of, coalesce(h.value, c.value) AS value, h.cost_basis,
    coalesce(h.iso_currency_code, c.iso_currency_code) AS iso_currency_code,
    coalesce(h.unofficial_currency_code, c.unofficial_currency_code) AS unofficial_currency_code,
    day.previous::text AS previous_date, e.quantity AS earlier_quantity, e.price AS earlier_price, e.value AS earlier_value,
    e.iso_currency_code AS earlier_iso_code, e.unofficial_currency_code AS earlier_unofficial_code,
    page.group_key, g.group_label, ${SUM_NAMES.map((name) => `g.${name}`).join(", ")},
    ${after ? "NULL" : `CASE WHEN row_number() OVER (ORDER BY ${pageOrder}) = 1 THEN (${MATCHING}) END`} AS matching
  FROM page LEFT JOIN own ON own.item_id = page.item_id
  LEFT JOIN account a ON a.item_id = page.item_id AND a.account_id = page.account_id
  LEFT JOIN security s ON s.security_id = page.security_id
  LEFT JOIN LATERAL (
    ${positionsOf({ isAsOf: scope.asOf !== null, row: "page" })}
  ) h ON page.level = 1
  LEFT JOIN cash c ON c.item_id = page.item_id AND c.account_id = page.account_id AND page.level = 2
  LEFT JOIN groups g ON page.level = 0 AND g.rank = page.rank AND g.group_key = page.group_key
  ${earlier("page")}
  ORDER BY ${pageOrder}`;
  return { text, values };
}

/** As text, for a JSON number may lose digits where it is read. */
const MATCHING = `SELECT json_agg(to_json(t)) FROM (
  SELECT rank, ${SUM_NAMES.map((name) => (name.endsWith("count") ? `sum(${name})::int AS ${name}` : `sum(${name})::text AS ${name}`)).join(", ")}
  FROM groups GROUP BY rank ORDER BY rank) t`;
