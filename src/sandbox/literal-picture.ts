import { isJsonObject, type JsonObject, type JsonValue, parseLossless, RawJson, render } from "@/sandbox/json";
import type { Picture, PictureSource } from "@/sandbox/picture";

function listOf(document: JsonObject, key: string): JsonObject[] {
  const list = document[key];
  if (list === undefined) return [];
  if (!Array.isArray(list) || !list.every(isJsonObject)) throw new SyntaxError(`"${key}" must be a list of objects`);
  return list as JsonObject[];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/**
 * A picture that is served as it was written, digit by digit: odd, contradictory or incomplete rows included.
 * Transactions keep the written order within a day. Errors: SyntaxError when the text is not such a document.
 */
export function literalPicture(text: string): PictureSource {
  const document = parseLossless(text);
  if (!isJsonObject(document)) throw new SyntaxError("a picture must be an object");
  const accounts = listOf(document, "accounts").map((json) => ({ accountId: textOf(json.account_id), json }));
  const holdings = listOf(document, "holdings").map((json) => ({
    accountId: textOf(json.account_id),
    securityId: textOf(json.security_id),
    json: new RawJson(render(json)),
  }));
  const securities = listOf(document, "securities").map((json) => ({
    securityId: textOf(json.security_id),
    json: new RawJson(render(json)),
  }));
  const transactions = listOf(document, "investment_transactions")
    .map((json) => ({
      accountId: textOf(json.account_id),
      securityId: typeof json.security_id === "string" ? json.security_id : null,
      date: textOf(json.date),
      json: new RawJson(render(json)),
    }))
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  const picture: Picture = {
    accounts: () => accounts,
    holdings: () => holdings,
    transactions: () => transactions,
    securities(ids) {
      const wanted = new Set(ids);
      return securities.filter(({ securityId }) => wanted.has(securityId));
    },
  };
  return { at: () => picture };
}
