import type { ReactNode } from "react";
import { cn } from "./class-names";
import { Table, TableCell, TableHead, TableRow } from "./table";

/** `isText`: aligned as words are; figures stand to the right. */
export type RowColumn<Row> = { head: string; cell: (row: Row) => ReactNode; isText?: boolean };

/**
 * Rows as a table, below the width that it needs as cards: the first column leads a card, the others are its facts. In a narrow
 * place (`isNarrow`) they are cards at any width.
 */
export function RowTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  isNarrow = false,
}: {
  caption: string;
  columns: readonly [RowColumn<Row>, ...RowColumn<Row>[]];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  isNarrow?: boolean;
}) {
  const [lead, ...facts] = columns;
  // Not by a selector of what is in a last row: for one the browser makes all styles anew below whatever comes to be a last child.
  const isLast = (index: number) => index === rows.length - 1;
  return (
    <>
      {!isNarrow && (
        <Table caption={caption} className="narrow:hidden">
          <thead>
            <tr>
              {columns.map(({ head, isText }, index) => (
                <TableHead key={head} className={cn("first:pl-5 last:pr-5", !isText && index > 0 && "text-right")}>
                  {head}
                </TableHead>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <TableRow key={keyOf(row)}>
                <th
                  scope="row"
                  className={cn(
                    "border-b border-line min-w-32 py-2.5 pr-2 pl-5 text-left font-normal group-hover/row:bg-sunken/50",
                    isLast(index) && "border-b-0",
                  )}
                >
                  {lead.cell(row)}
                </th>
                {facts.map(({ head, cell, isText }) => (
                  <TableCell
                    key={head}
                    className={cn(
                      "last:pr-5",
                      !isText && "text-right whitespace-nowrap",
                      isLast(index) && "border-b-0",
                    )}
                  >
                    {cell(row)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
      <ul aria-label={caption} className={cn("divide-y divide-line border-t border-line", !isNarrow && "wide:hidden")}>
        {rows.map((row) => (
          <li key={keyOf(row)} className="px-5 py-3 tabular-nums">
            <div className="text-sm">{lead.cell(row)}</div>
            <dl className="mt-2 grid grid-cols-2 gap-x-4 min-[22rem]:grid-cols-3 gap-y-2 text-[0.8125rem]">
              {facts.map(({ head, cell }) => (
                <div key={head} className="min-w-0">
                  <dt className="text-xs text-muted">{head}</dt>
                  <dd className="break-words">{cell(row)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}
