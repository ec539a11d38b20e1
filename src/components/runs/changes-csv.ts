import type { ChangeRow } from "@/contracts/refresh-history";
import { writeCsv } from "@/domain/csv";
import { fieldText } from "./run-texts";

const HEADS = ["Kind", "Change", "What", "Ticker", "Security or text", "Account", "Field", "Old", "New"];

/** Changes as CSV, one line for each field; what came or went as a whole has one line without a field. */
export function changesCsv(changes: readonly ChangeRow[]): string {
  const lines = changes.flatMap(({ kind, action, label, tickerSymbol, securityName, accountName, fields }) => {
    const row = [kind, action, label, tickerSymbol, securityName, accountName];
    if (fields.length === 0) return [[...row, null, null, null]];
    return fields.map((field) => [...row, fieldText(field.field), field.old, field.new]);
  });
  return writeCsv([HEADS, ...lines]);
}
