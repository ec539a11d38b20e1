import { searchPatterns } from "@/domain/activity";
import { type HoldingColumn, type HoldingGrouping, UNKNOWN_TYPE } from "@/domain/holding-list";
import { SPLIT_FACTOR, SPLIT_TOLERANCE } from "@/domain/price-moves";
import { CURRENCY_KEY, positionsOf } from "./held-positions";
import type { HoldingListQuery } from "./holding-list";
import type { Parameters } from "./parameters";

/** Where each kind of row finds what it is ordered and grouped by: `h` is the row, `s` the security, `place` the account. */
type Source = { readonly title: string; readonly type: string; readonly isDerived: boolean };
const POSITION: Source = {
  title: "coalesce(s.ticker_symbol, s.name, 'Unnamed security')",
  type: `coalesce(s.type, '${UNKNOWN_TYPE}')`,
  isDerived: false,
};
const CASH: Source = { title: "h.title", type: "''", isDerived: true };

const CODES = "h.iso_currency_code, h.unofficial_currency_code";

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
  if (grouping === "account")
    return { key: "concat(h.item_id, E'\\n', h.account_id)", label: "coalesce(place.label, '')" };
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

/**
 * Whether what is shown has a word. The collation, because folding the case of a whole language costs many times as much; nor
 * ILIKE, which folds that of the pattern once more for each row.
 */
const finds = (shown: string, word: string) => `lower(concat_ws(' ', ${shown}) COLLATE "C") LIKE ANY(${word})`;

/**
 * Positions and the cash beside them that match, each looked at once: by what it is ordered and found, and, where sums are to be
 * made of it, what these are made of. `finds`: of a relation `place` of accounts, which of the words each account has; `rank` is
 * the place of a row's currency among the sections.
 */
export function holdingLines(
  query: HoldingListQuery,
  { given }: Parameters,
  { isSummed, rank }: { isSummed: boolean; rank: string },
) {
  const { scope, filter, grouping, sections } = query;
  const { by } = query.order;
  const words = filter.words.map((word) => given(searchPatterns(word), "text[]"));
  const hasWords = (shown: string) =>
    words.map((word, index) => `(place.finds[${index + 1}] IS TRUE OR ${finds(shown, word)})`);
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
  const signs = sections.map(({ sign }) => sign);
  const figure = by === "weight" ? `h.value * nullif((${given(signs, "int[]")})[${rank}], 0)` : NUMBERS[by];

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
    if (!isSummed) return `SELECT ${columns.join(", ")}`;
    const { key, label } = groupOf(source, grouping);
    const summed = isDerived
      ? ["true AS is_cash", "NULL::numeric AS basis", "NULL::numeric AS gain"]
      : ["coalesce(s.type = 'cash', false) AS is_cash", "h.basis", "h.gain"];
    return `SELECT ${[...columns, `${key} AS group_key`, `${label} AS group_label`, "h.value", ...summed].join(", ")}`;
  };
  const needsPlace =
    words.length > 0 || filter.institution !== null || by === "account" || by === "dayChange" || grouping === "account";
  const place = needsPlace ? "LEFT JOIN place ON place.item_id = h.item_id AND place.account_id = h.account_id" : "";
  const where = (conditions: readonly string[]) => (conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "");
  const text = `${line(POSITION)}
    FROM (${positionsOf({ isAsOf: scope.asOf !== null })}) h LEFT JOIN security s ON s.security_id = h.security_id ${place}
    ${by === "dayChange" ? versionOn("h", "place.previous") : ""}
    ${where([...common, ...ofPosition, ...hasWords(`s.ticker_symbol, coalesce(s.name, s.ticker_symbol, 'Unnamed security'), s.type, ${CODES}`)])}
    UNION ALL
    ${line(CASH)} FROM cash h ${place} ${where([...common, ...ofCash, ...hasWords(`h.title, ${CODES}`)])}`;
  return { text, finds: words.map((word) => finds("a.name, a.mask, own.institution_name", word)) };
}
