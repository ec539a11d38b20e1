const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const FORMULA_SIGN = "[=+\\-@＝＋－＠]";
/** Also behind white space, and in the full-width forms that some spreadsheets read alike. */
const FORMULA = new RegExp(`^(?:[\\t\\r\\n]|\\s*${FORMULA_SIGN})`);
/** Where a cell begins if the semicolon or the tab is what parts cells, as it is in many countries: a quote protects nothing there. */
const FORMULA_WITHIN = new RegExp(`([;\\t\\r\\n][\\s"]*)(?=${FORMULA_SIGN})`, "g");
/** Control characters, and line ends that are none in CSV. */
const UNSEEN = /[^\P{Cc}\t\r\n]|[\u2028\u2029]/gu;
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/**
 * A table as CSV. No cell is taken for a formula, nor a part of one where cells are parted by another sign: what a spreadsheet would
 * calculate gets an apostrophe in front, while plain decimals, negative ones included, stay the numbers they are. Control
 * characters are left out. Null is an empty cell.
 * Source: RFC 4180; OWASP, CSV injection.
 */
export function writeCsv(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((cells) => `${cells.map((cell) => writeCell(cell ?? "")).join(",")}\r\n`).join("");
}

function writeCell(value: string): string {
  const text = value.replace(UNSEEN, "").replace(FORMULA_WITHIN, "$1'");
  const cell = FORMULA.test(text) && !DECIMAL.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
