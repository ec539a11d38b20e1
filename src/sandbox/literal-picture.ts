import { isJsonObject, type JsonObject, parseLossless } from "@/sandbox/json";
import type { PictureSource } from "@/sandbox/picture";
import { pictureOf } from "@/sandbox/picture-document";

function listOf(document: JsonObject, key: string): JsonObject[] {
  const list = document[key];
  if (list === undefined) return [];
  if (!Array.isArray(list) || !list.every(isJsonObject)) throw new SyntaxError(`"${key}" must be a list of objects`);
  return list as JsonObject[];
}

function byDate(a: JsonObject, b: JsonObject): number {
  const [dateA, dateB] = [String(a.date), String(b.date)];
  return dateA < dateB ? 1 : dateA > dateB ? -1 : 0;
}

/**
 * A picture that is served as it was written, digit by digit: odd, contradictory or incomplete rows included.
 * Transactions keep the written order within a day. Errors: SyntaxError when the text is not such a document.
 */
export function literalPicture(text: string): PictureSource {
  const document = parseLossless(text);
  if (!isJsonObject(document)) throw new SyntaxError("a picture must be an object");
  const picture = pictureOf({
    accounts: listOf(document, "accounts"),
    holdings: listOf(document, "holdings"),
    securities: listOf(document, "securities"),
    investment_transactions: listOf(document, "investment_transactions").sort(byDate),
  });
  return { at: () => picture };
}
