import { Decimal, decimalText } from "@/domain/decimal";

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
  /** Columns that only a new row gets. */
  readonly insertOnly?: readonly string[];
  /** Columns whose stored value, once known, stays. */
  readonly keepFirst?: readonly string[];
  /** Parts of a row that an overwrite changes only where one of the `givenBy` columns of the new row is not null. */
  readonly keepKnown?: readonly { readonly givenBy: readonly string[]; readonly columns: readonly string[] }[];
};

/**
 * One set-based statement that inserts or overwrites rows given as a single JSON text parameter, in the order of their keys,
 * so that two statements on a shared table never lock rows in opposite orders. Built from constants alone, at load.
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
    `FROM ${recordset(`$${scope.length + 1}`, { ...table.key, ...table.values })}`,
    `ORDER BY ${key.map((column) => (table.key[column] === "text" ? `r.${column} COLLATE "C"` : `r.${column}`)).join(", ")}`,
    `ON CONFLICT (${[...Object.keys(table.scope).filter((c) => c !== "updated_at"), ...key].join(", ")})`,
    `DO UPDATE SET ${[...scope.filter((c) => c === "updated_at"), ...overwritten].map(assign).join(", ")}`,
    ...(table.overwriteWhen ? [`WHERE ${table.overwriteWhen}`] : []),
  ].join("\n");
}

/** A JSON text parameter as relation `r`. Not jsonb, which the server would build first only to take it apart. */
export function recordset(parameter: string, columns: Columns): string {
  const list = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  return `json_to_recordset(${parameter}::json) AS r(${list.join(", ")})`;
}

/**
 * The JSON text parameter for `entities`: one object for each, holding the columns given, each read from the field of the same
 * name in camelCase, nulls left out: absent is null to `json_to_recordset`. Decimals go as plain text, so that no digit is lost.
 */
export function toJsonText<T extends object>(entities: readonly T[], columns: Columns): string {
  const names = Object.keys(columns).map((column) => [column, camelCase(column)] as const);
  return JSON.stringify(
    entities.map((entity) => {
      const row: Record<string, unknown> = {};
      for (const [column, field] of names) {
        const value = entity[field as keyof T];
        if (value !== null) row[column] = toJsonValue(value);
      }
      return row;
    }),
  );
}

function toJsonValue(value: unknown): unknown {
  return Decimal.isDecimal(value) ? decimalText(value) : value;
}

/** `account_id` → `accountId`. */
export function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

/** `accountId` → `account_id`. */
export function snakeCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
