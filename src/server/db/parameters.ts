import { type Columns, recordset, toArrays } from "./recordset";

/** The values of a statement that is put together of parts, each of which says what it needs. */
export type Parameters = {
  readonly values: readonly unknown[];
  /** The expression of one more value. */
  given(value: unknown, type: string): string;
  /** Relation `r` of rows that come by column. */
  givenRows<Row extends object>(rows: readonly Row[], columns: Columns): string;
};

/** `first` are those that every part names by their numbers. */
export function createParameters(first: readonly unknown[]): Parameters {
  const values = [...first];
  return {
    values,
    given: (value, type) => `$${values.push(value)}::${type}`,
    givenRows: (rows, columns) => {
      const text = recordset(values.length + 1, columns);
      values.push(...toArrays(rows, columns));
      return text;
    },
  };
}
