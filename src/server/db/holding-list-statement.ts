import { currencyKey } from "@/domain/currency";
import {
  type HoldingColumn,
  type HoldingGrouping,
  type HoldingOrder,
  isBeyondSums,
  isTextColumn,
} from "@/domain/holding-list";
import { CURRENCY_KEY, positionsOf, SUMS } from "./held-positions";
import type { HoldingListQuery, KnownGroup } from "./holding-list";
import { accountKey, holdingLines, versionOn } from "./holding-list-lines";
import { isAfter, isPosition, type OrderPart, orderBy } from "./keyset";
import { createParameters } from "./parameters";

const CASH_COLUMNS = {
  item_id: "text",
  account_id: "text",
  iso_currency_code: "text",
  unofficial_currency_code: "text",
  value: "numeric",
  title: "text",
};

/** The sums of a currency or a group, as they are given where they are known. */
const SUM_COLUMNS = {
  count: "int",
  institution_value: "numeric",
  invested_count: "int",
  invested_size: "numeric",
  known_count: "int",
  known_size: "numeric",
  known_basis: "numeric",
  known_gain: "numeric",
};
/** What is shown of a group beside its value, which stands in the same column as that of a row. */
const BESIDE_VALUE = Object.keys(SUM_COLUMNS)
  .filter((name) => name !== "institution_value")
  .map((name) => `g.${name}`)
  .join(", ");
const GROUP_COLUMNS = { rank: "int", group_key: "text", is_cash_group: "int", ...SUM_COLUMNS };

/** The figure of a group by which it is ordered among others; there is none for what cannot be added up. `signs`: of the totals. */
function figureOf(by: HoldingColumn, signs: string): string {
  const figures: Partial<Record<HoldingColumn, string>> = {
    value: "g.institution_value",
    weight: `g.institution_value * nullif((${signs})[g.rank], 0)`,
    costBasis: "CASE WHEN g.known_count > 0 THEN g.known_basis END",
    gain: "CASE WHEN g.known_count > 0 THEN g.known_gain END",
    gainPercent: "g.known_gain / nullif(g.known_basis, 0)",
  };
  return figures[by] ?? "NULL::numeric";
}

/** By currency and, where there are groups within one, by these. Ties are in the order of keys. */
function groupParts({ by, isDescending }: HoldingOrder, grouping: HoldingGrouping): OrderPart[] {
  const isByLabel = isTextColumn(by) && by === grouping;
  const within: OrderPart[] = [
    { sql: "is_cash_group", type: "int" },
    { sql: "is_group_unknown", type: "int" },
    { sql: "group_number", type: "numeric", isDescending },
    { sql: "group_order", type: "text", isDescending: isByLabel && isDescending },
    { sql: "group_key", type: "text" },
  ];
  return [{ sql: "rank", type: "int" }, ...(grouping === "none" ? [] : within)];
}

/** Within a group its head, the positions, and the cash beside them. Ties are in the order of ids. */
function lineParts({ by, isDescending }: HoldingOrder): OrderPart[] {
  const figure: OrderPart[] = isTextColumn(by)
    ? [{ sql: "text", type: "text", isDescending }]
    : [
        { sql: "is_unknown", type: "int" },
        { sql: "number", type: "numeric", isDescending },
      ];
  const ids = ["security_id", "item_id", "account_id"].map((sql) => ({ sql, type: "text" as const }));
  return [{ sql: "level", type: "int" }, ...figure, ...ids];
}

/**
 * Entries in their order after a position, and with the first of them the sums of all that matches. The text holds nothing that is
 * not asked for: neither the planner nor any of very many rows has to do with it. What is shown is read of the rows on the page
 * alone, sums are made only where nobody knows them, and of the groups only as many are looked into as have a head on the page, and
 * the one that the page before broke off.
 */
export function holdingListStatement(query: HoldingListQuery): { text: string; values: readonly unknown[] } {
  const { scope, order, grouping, sections } = query;
  const parameters = createParameters([scope.itemIds, scope.accountId, scope.asOf]);
  const { given, givenRows } = parameters;
  const cash = givenRows(query.cash, CASH_COLUMNS);
  const keys = sections.map(({ currency }) => currencyKey(currency));
  const rank = `array_position(${given(keys, "text[]")}, ${CURRENCY_KEY})`;
  const today = given(query.today, "date");
  const signs =
    order.by === "weight"
      ? given(
          query.sections.map(({ sign }) => sign),
          "int[]",
        )
      : "NULL::int[]";
  const isSummed = isBeyondSums(query);
  const lines = holdingLines(query, parameters, { isSummed, rank, signs });
  const known = isSummed ? SUMMED : knownGroups(grouping, givenRows(query.groups.map(toGroupRow), GROUP_COLUMNS));
  const sums = grouping === "none" ? known : withOrder(known, figureOf(order.by, signs));

  const [ofGroups, ofLines] = [groupParts(order, grouping), lineParts(order)];
  const parts = [...ofGroups, ...ofLines];
  const after = query.after && isPosition(parts, query.after) ? query.after : null;
  const position = after?.map((part, index) => given(part, parts[index]?.type ?? "text")) ?? [];
  const isSameGroup = ofGroups.map(({ sql }, index) => `${sql} = ${position[index]}`).join(" AND ");
  const limit = given(query.limit, "int");
  const onPage = (part: OrderPart) => ({ ...part, sql: `page.${part.sql}` });
  const lineOrder = orderBy([{ sql: "page.turn", type: "int" }, ...ofLines.map(onPage)]);
  const text = `WITH place AS MATERIALIZED (
    SELECT a.item_id, a.account_id, a.name, a.mask, own.institution_name,
      lower(concat(own.institution_name, ' ', a.name, ' ', a.mask)) AS title,
      concat(coalesce(own.institution_name, 'Brokerage'), ' · ', a.name, ' ••' || a.mask) AS label,
      ARRAY[${lines.finds.join(", ")}]::boolean[] AS finds, (
        SELECT date FROM account_day d WHERE d.item_id = a.item_id AND d.account_id = a.account_id AND d.date <= ${today}
        ORDER BY date DESC OFFSET 1 LIMIT 1
      ) AS previous
    FROM account a LEFT JOIN (
      SELECT i.item_id, coalesce(nullif(n.name, ''), i.institution_name) AS institution_name
      FROM item i LEFT JOIN institution n USING (institution_id)
    ) own USING (item_id) WHERE a.item_id = ANY($1::text[])
  ), cash AS (
    SELECT * FROM ${cash}
  ), lines AS (${lines.text}), sums AS MATERIALIZED (${sums}), groups AS MATERIALIZED (
    SELECT g.*, row_number() OVER (ORDER BY ${orderBy(ofGroups)}) AS turn, ${after ? isSameGroup : "false"} AS is_same FROM (
      SELECT * FROM sums ${after ? `WHERE ${isAfter(ofGroups, position, "true")}` : ""} ORDER BY ${orderBy(ofGroups)} LIMIT ${limit} + 1
    ) g
  ), entries AS (
    SELECT turn, is_same, 0 AS level, 0 AS is_unknown, 0::numeric AS number, '' AS text, '' AS security_id, '' AS item_id, '' AS account_id
    FROM groups
    UNION ALL
    SELECT g.turn, g.is_same, l.level, (l.number IS NULL)::int, coalesce(l.number, 0), l.text, l.security_id, l.item_id, l.account_id
    FROM lines l JOIN groups g ON g.rank = l.rank ${grouping === "none" ? "" : "AND g.group_key = l.group_key"}
  ), page AS MATERIALIZED (
    SELECT * FROM entries page ${after ? `WHERE NOT is_same OR ${isAfter(ofLines, position.slice(ofGroups.length))}` : ""}
    ORDER BY ${lineOrder} LIMIT ${limit}
  )
  SELECT page.level, page.item_id, page.account_id, page.security_id, g.rank, g.group_key, g.group_label,
    ${BESIDE_VALUE}, ARRAY[${[...ofGroups.map(({ sql }) => `g.${sql}::text`), ...ofLines.map(({ sql }) => `page.${sql}::text`)].join(", ")}] AS position,
    place.institution_name, place.name AS account_name, place.mask AS account_mask,
    s.ticker_symbol, s.name AS security_name, s.type AS security_type, s.option_contract IS NOT NULL AS is_option,
    coalesce(h.quantity, 0) AS quantity, coalesce(h.price, 0) AS institution_price, h.price_as_of::text AS institution_price_as_of,
    coalesce(h.value, c.value, g.institution_value) AS institution_value, h.cost_basis,
    NULL AS institution_price_datetime, NULL AS vested_quantity, NULL AS vested_value, NULL AS tax_lots,
    coalesce(h.iso_currency_code, c.iso_currency_code) AS iso_currency_code,
    coalesce(h.unofficial_currency_code, c.unofficial_currency_code) AS unofficial_currency_code,
    place.previous::text AS previous_date, e.quantity AS earlier_quantity, e.price AS earlier_price, e.value AS earlier_value,
    e.iso_currency_code AS earlier_iso_code, e.unofficial_currency_code AS earlier_unofficial_code,
    ${after ? "NULL" : `CASE WHEN row_number() OVER (ORDER BY ${lineOrder}) = 1 THEN (${MATCHING}) END`} AS matching
  FROM page JOIN groups g ON g.turn = page.turn
  LEFT JOIN place ON place.item_id = page.item_id AND place.account_id = page.account_id
  LEFT JOIN security s ON s.security_id = page.security_id
  LEFT JOIN LATERAL (
    ${positionsOf({ isAsOf: scope.asOf !== null, row: "page" })}
  ) h ON page.level = 1
  LEFT JOIN cash c ON c.item_id = page.item_id AND c.account_id = page.account_id AND page.level = 2
  ${versionOn("page", "place.previous")}
  ORDER BY ${lineOrder}`;
  return { text, values: parameters.values };
}

function toGroupRow({ rank, key, isCash, sums }: KnownGroup) {
  return { rank, groupKey: key, isCashGroup: isCash ? 1 : 0, ...sums };
}

/** Groups that are given, each with its label. */
function knownGroups(grouping: HoldingGrouping, rows: string): string {
  if (grouping !== "account")
    return `SELECT r.*, CASE WHEN r.is_cash_group = 1 THEN '' ELSE r.group_key END AS group_label FROM ${rows}`;
  return `SELECT r.*, coalesce(place.label, '') AS group_label FROM ${rows} LEFT JOIN place ON ${accountKey("place")} = r.group_key`;
}

/** Groups of which nothing is known but their lines; those of a currency that is not asked for are of none. */
const SUMMED = `SELECT h.rank, h.group_key, min(h.group_label) AS group_label, bool_and(h.level = 2)::int AS is_cash_group, ${SUMS}
  FROM lines h WHERE h.rank IS NOT NULL GROUP BY h.rank, h.group_key`;

const withOrder = (groups: string, figure: string) =>
  `SELECT g.*, (figure IS NULL)::int AS is_group_unknown, coalesce(figure, 0) AS group_number, lower(group_label) AS group_order
    FROM (SELECT g.*, ${figure} AS figure FROM (${groups}) g) g`;

/** As text, for a JSON number may lose digits where it is read. */
const MATCHING = `SELECT json_agg(to_json(t)) FROM (
  SELECT rank, ${Object.entries(SUM_COLUMNS)
    .map(([name, type]) => `sum(${name})::${type === "int" ? "int" : "text"} AS ${name}`)
    .join(", ")}
  FROM sums GROUP BY rank ORDER BY rank) t`;
