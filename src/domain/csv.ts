const DECIMAL = /^-?\d+(?:\.\d+)?$/;
/** Also behind white space, and in the full-width forms that some spreadsheets read alike. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;
/** The semicolon and the tab are separators too where a spreadsheet's country has them so. */
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/**
 * A table as CSV. No cell is taken for a formula: one that a spreadsheet would calculate gets an apostrophe in front, while
 * plain decimals, negative ones included, stay the numbers they are. Null is an empty cell.
 * Source: RFC 4180; OWASP, CSV injection.
 */
export function writeCsv(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((cells) => `${cells.map((cell) => writeCell(cell ?? "")).join(",")}\r\n`).join("");
}

function writeCell(text: string): string {
  const cell = FORMULA.test(text) && !DECIMAL.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
