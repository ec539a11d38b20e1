import type { Currency } from "@/domain/currency";

/**
 * Where a page of holdings ended: the position of its last entry, and the currencies in the order in which they are listed, which
 * may change while someone reads on.
 */
export type HoldingsCursor = { readonly position: readonly string[]; readonly currencies: readonly Currency[] };

export function toCursor({ position, currencies }: HoldingsCursor): string {
  const codes = currencies.map((one) => [one.isoCurrencyCode, one.unofficialCurrencyCode]);
  return Buffer.from(JSON.stringify([position, codes])).toString("base64url");
}

/** What `toCursor` wrote; null for any other text. Whether the position is one is for the list to say. */
export function parseCursor(cursor: string): HoldingsCursor | null {
  const read = readJson(Buffer.from(cursor, "base64url").toString());
  if (!Array.isArray(read)) return null;
  const [position, codes] = read as unknown[];
  if (!isListOf(position, isText) || !isListOf(codes, isCodes)) return null;
  const currencies = codes.map(([isoCurrencyCode, unofficialCurrencyCode]) => ({
    isoCurrencyCode,
    unofficialCurrencyCode,
  }));
  return { position, currencies };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";
const isCode = (value: unknown): value is string | null =>
  value === null || (isText(value) && !/[\0\p{Surrogate}]/u.test(value));
const isCodes = (value: unknown): value is [string | null, string | null] =>
  isListOf(value, isCode) && value.length === 2;

function isListOf<Part>(value: unknown, isPart: (part: unknown) => part is Part): value is Part[] {
  return Array.isArray(value) && value.every(isPart);
}
