import { setImmediate as turn } from "node:timers/promises";
import { Decimal, decimalText } from "@/domain/decimal";
import type { SqlExecutor } from "./client";

/** Column name → Postgres type, in the order of the statement. */
export type Columns = Readonly<Record<string, string>>;

export type UpsertTable = {
  readonly name: string;
  /** Columns that every row of one statement shares; parameters $1, $2, … in this order. */
  readonly scope: Columns;
  /** Columns of the key within the scope. */
  readonly key: Columns;
  readonly values: Columns;
  /** Condition under which an existing row is overwritten; `old` and `excluded` name the two. */
  readonly overwriteWhen?: string;
  /** Condition under which anything is written at all. */
  readonly writeWhen?: string;
  /** Columns that only a new row gets. */
  readonly insertOnly?: readonly string[];
  /** Columns whose stored value, once known, stays. */
  readonly keepFirst?: readonly string[];
  /** Parts of a row that an overwrite changes only where one of the `givenBy` columns of the new row is not null. */
  readonly keepKnown?: readonly { readonly givenBy: readonly string[]; readonly columns: readonly string[] }[];
};

/**
 * One set-based statement that inserts or overwrites the rows of a recordset, given after the scope, in the order of their keys, so
 * that two statements on a shared table never lock rows in opposite orders. Built from constants alone, at load.
 */
export function upsertStatement(table: UpsertTable): string {
  const scope = Object.keys(table.scope);
  const key = Object.keys(table.key);
  const values = Object.keys(table.values);
  const keepFirst = new Set(table.keepFirst ?? []);
  const givenBy = new Map(
    (table.keepKnown ?? []).flatMap((part) => part.columns.map((column) => [column, part.givenBy])),
  );
  const next = (column: string) => {
    if (keepFirst.has(column)) return `coalesce(old.${column}, excluded.${column})`;
    const given = givenBy.get(column)?.map((name) => `excluded.${name} IS NOT NULL`);
    return given
      ? `CASE WHEN ${given.join(" OR ")} THEN excluded.${column} ELSE old.${column} END`
      : `excluded.${column}`;
  };
  const assign = (column: string) => `${column} = ${next(column)}`;
  const overwritten = values.filter((column) => !table.insertOnly?.includes(column));
  return [
    `INSERT INTO ${table.name} AS old (${[...scope, ...key, ...values].join(", ")})`,
    `SELECT ${[...Object.values(table.scope).map((type, i) => `$${i + 1}::${type}`), ...[...key, ...values].map((c) => `r.${c}`)].join(", ")}`,
    `FROM ${recordset(scope.length + 1, { ...table.key, ...table.values })}`,
    ...(table.writeWhen ? [`WHERE ${table.writeWhen}`] : []),
    `ORDER BY ${key.map((column) => (table.key[column] === "text" ? `r.${column} COLLATE "C"` : `r.${column}`)).join(", ")}`,
    `ON CONFLICT (${[...Object.keys(table.scope).filter((c) => c !== "updated_at"), ...key].join(", ")})`,
    `DO UPDATE SET ${[...scope.filter((c) => c === "updated_at"), ...overwritten].map(assign).join(", ")}`,
    ...(table.overwriteWhen ? [`WHERE ${table.overwriteWhen}`] : []),
  ].join("\n");
}

/**
 * Relation `r` of rows that come by column: an array for each, as parameters from `$first` on, in the order of `columns`. The server
 * reads each as what it is; a JSON document of the same rows it would have to take apart first, name by name.
 */
export function recordset(first: number, columns: Columns): string {
  const arrays = Object.values(columns).map((type, place) => `$${first + place}::${type}[]`);
  return `unnest(${arrays.join(", ")}) AS r(${Object.keys(columns).join(", ")})`;
}

/**
 * The parameters of a recordset of `entities`: an array's text for each of the columns, with the values of the field of the same
 * name in camelCase; a field that is absent is null. Decimals go as plain text, so that no digit is lost.
 */
export function toArrays<T extends object>(entities: readonly T[], columns: Columns): string[] {
  return Object.entries(columns).map(([column, type]) => {
    const field = camelCase(column) as keyof T;
    const write = type === "jsonb" ? writeJson : writeValue;
    return `{${entities.map((entity) => write(entity[field] ?? null)).join(",")}}`;
  });
}

const PART_ROWS = 5_000;

/**
 * Runs a statement on a recordset, given after `scope`, by parts: while the server stores one, the next is written out. For tables
 * whose rows are of one Item; each part of a shared one would lock its rows in an order of its own.
 */
export async function executeByParts<T extends object>(
  sql: SqlExecutor,
  statement: string,
  scope: readonly unknown[],
  { rows, columns }: { rows: readonly T[]; columns: Columns },
): Promise<void> {
  let stored: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < rows.length; from += PART_ROWS) {
    const arrays = toArrays(rows.slice(from, from + PART_ROWS), columns);
    await stored;
    stored = sql.executeSql(statement, [...scope, ...arrays]);
    await Promise.race([stored, turn()]); // it is on its way before the next is written out, and others get theirs
  }
  await stored;
}

const ESCAPED = /["\\]/;

function quoted(text: string): string {
  return `"${ESCAPED.test(text) ? text.replace(/["\\]/g, "\\$&") : text}"`;
}

function writeJson(value: unknown): string {
  return value === null ? "NULL" : quoted(JSON.stringify(value));
}

function writeValue(value: unknown): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return quoted(value);
  if (Decimal.isDecimal(value)) return decimalText(value);
  return value instanceof Date ? value.toISOString() : String(value);
}

/** `account_id` → `accountId`. */
export function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

/** `accountId` → `account_id`. */
export function snakeCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
