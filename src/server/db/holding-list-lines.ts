import { hasWord, searchPatterns } from "@/domain/activity";
import { type HoldingColumn, type HoldingGrouping, UNKNOWN_TYPE } from "@/domain/holding-list";
import { SPLIT_FACTOR, SPLIT_TOLERANCE } from "@/domain/price-moves";
import { CURRENCY_KEY, positionsOf } from "./held-positions";
import type { HoldingListQuery } from "./holding-list";
import type { Parameters } from "./parameters";

/** What a security without ticker and name is called. */
const UNNAMED = "Unnamed security";

/** Where each kind of row finds what it is ordered and grouped by: `h` is the row, `s` the security, `place` the account. */
type Source = { readonly title: string; readonly type: string; readonly isDerived: boolean };
const POSITION: Source = {
  title: `coalesce(s.ticker_symbol, s.name, '${UNNAMED}')`,
  type: `coalesce(s.type, '${UNKNOWN_TYPE}')`,
  isDerived: false,
};
const CASH: Source = { title: "h.title", type: "''", isDerived: true };

const CODES = "h.iso_currency_code, h.unofficial_currency_code";

/** As `accountGroupKey` and `CASH_GROUP_KEY`. */
export const accountKey = (row: string) => `${row}.item_id || E'\\n' || ${row}.account_id`;
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
  costBasis: "h.basis",
  gain: "h.gain",
  gainPercent: "h.gain / nullif(abs(h.basis), 0)",
  dayChange: DAY_CHANGE,
};
/** Of what cash beside positions has a figure. */
const NUMBERS_OF_CASH: readonly HoldingColumn[] = ["value", "weight"];

function textOf({ title }: Source, by: HoldingColumn): string {
  if (by === "security") return `lower(${title})`;
  return by === "account" ? "coalesce(place.title, '')" : "''";
}

function groupOf({ title, type, isDerived }: Source, grouping: HoldingGrouping): { key: string; label: string } {
  if (grouping === "none") return { key: "''", label: "''" };
  if (grouping === "account") return { key: accountKey("h"), label: "coalesce(place.label, '')" };
  if (isDerived) return { key: CASH_KEY, label: "''" };
  return grouping === "type" ? { key: type, label: type } : { key: "h.security_id", label: title };
}

/** The version of a row's position on a date, as `e`. */
export const versionOn = (row: string, date: string) => `LEFT JOIN LATERAL (
  SELECT v.quantity, v.institution_price AS price, v.institution_value AS value, v.iso_currency_code, v.unofficial_currency_code
  FROM holding_version v
  WHERE v.item_id = ${row}.item_id AND v.account_id = ${row}.account_id AND v.security_id = ${row}.security_id
    AND v.valid_from <= ${date} AND (v.valid_to IS NULL OR v.valid_to > ${date})
  ORDER BY v.valid_from DESC LIMIT 1
) e ON true`;

/** What is searched of what is shown. The collation, because folding the case of a whole language costs many times as much. */
const folded = (shown: string) => `lower(concat_ws(' ', ${shown}) COLLATE "C")`;

/**
 * Positions and the cash beside them that match, each looked at once: by what it is ordered and found, and, where sums are to be
 * made of it, what these are made of. `finds`: of a relation `place` of accounts, which of the words each account has; `rank` is
 * the place of a row's currency among the sections, `signs` those of their totals.
 */
export function holdingLines(
  query: HoldingListQuery,
  { given }: Parameters,
  { isSummed, rank, signs }: { isSummed: boolean; rank: string; signs: string },
) {
  const { scope, filter, grouping } = query;
  const { by } = query.order;
  const words = filter.words.map((word) => searchPatterns(word).map((pattern) => given(pattern, "text")));
  const isLike = (text: string, index: number) => (words[index] ?? []).map((pattern) => `${text} LIKE ${pattern}`);
  const has = (finding: (index: number) => readonly string[]) =>
    words.map(
      (_, index) =>
        `(${[...finding(index), `(h.item_id, h.account_id) IN (SELECT item_id, account_id FROM place WHERE finds[${index + 1}])`].join(" OR ")})`,
    );
  // Very many rows have one of a few types, and of a few currencies: these are looked at here.
  const named = filter.words.map((word) => {
    const types = query.types.filter((type) => hasWord(type, word));
    const ranks = query.sections.flatMap(({ currency }, index) =>
      hasWord(currency.isoCurrencyCode ?? currency.unofficialCurrencyCode ?? "", word) ? [index + 1] : [],
    );
    return [
      ...(types.length > 0 ? [`s.type = ANY(${given(types, "text[]")})`] : []),
      ...(ranks.length > 0 ? [`${rank} = ANY(${given(ranks, "int[]")})`] : []),
    ];
  });
  const ofSecurity = has((index) => [
    ...isLike(`coalesce(nullif(s.search_text, ''), lower('${UNNAMED}'))`, index),
    ...(named[index] ?? []),
  ]);
  const common = [
    ...(filter.accountId === null ? [] : [`h.account_id = ${given(filter.accountId, "text")}`]),
    ...(filter.institution === null ? [] : [`place.institution_name = ${given(filter.institution, "text")}`]),
  ];
  const ofPosition = [
    ...(filter.type === null ? [] : [`${POSITION.type} = ${given(filter.type, "text")}`]),
    ...(filter.hasNoBasis ? ["h.basis IS NULL AND s.type IS DISTINCT FROM 'cash'"] : []),
    ...(filter.pricedBefore === null
      ? []
      : [`h.price_as_of < ${given(filter.pricedBefore, "date")} AND s.type IS DISTINCT FROM 'cash'`]),
  ];
  const ofCash = ofPosition.length > 0 ? ["false"] : [];
  const figure = by === "weight" ? `h.value * nullif((${signs})[${rank}], 0)` : NUMBERS[by];

  const line = (source: Source) => {
    const { isDerived } = source;
    const number = (!isDerived || NUMBERS_OF_CASH.includes(by)) && figure;
    const columns = [
      ...[
        "h.item_id",
        "h.account_id",
        isDerived ? "'' AS security_id" : "h.security_id",
        `${isDerived ? 2 : 1} AS level`,
      ],
      ...[`${rank} AS rank`, `${number || "NULL::numeric"} AS number`, `${textOf(source, by)} AS text`],
    ];
    const { key, label } = groupOf(source, grouping);
    if (!isSummed) return `SELECT ${[...columns, ...(grouping === "none" ? [] : [`${key} AS group_key`])].join(", ")}`;
    const summed = isDerived
      ? ["true AS is_cash", "NULL::numeric AS basis", "NULL::numeric AS gain"]
      : ["coalesce(s.type = 'cash', false) AS is_cash", "h.basis", "h.gain"];
    return `SELECT ${[...columns, `${key} AS group_key`, `${label} AS group_label`, "h.value", ...summed].join(", ")}`;
  };
  const needsPlace =
    filter.institution !== null || by === "account" || by === "dayChange" || (isSummed && grouping === "account");
  const place = needsPlace ? "LEFT JOIN place ON place.item_id = h.item_id AND place.account_id = h.account_id" : "";
  const where = (conditions: readonly string[]) => (conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "");
  const text = `${line(POSITION)}
    FROM (${positionsOf({ isAsOf: scope.asOf !== null })}) h LEFT JOIN security s ON s.security_id = h.security_id ${place}
    ${by === "dayChange" ? versionOn("h", "place.previous") : ""}
    ${where([...common, ...ofPosition, ...ofSecurity])}
    UNION ALL
    ${line(CASH)} FROM cash h ${place} ${where([...common, ...ofCash, ...has((index) => isLike(folded(`h.title, ${CODES}`), index))])}`;
  return {
    text,
    finds: words.map((_, index) => isLike(folded("a.name, a.mask, own.institution_name"), index).join(" OR ")),
  };
}
