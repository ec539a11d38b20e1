import { isJsonObject, type JsonObject, type JsonValue, parseLossless, RawJson, render } from "@/sandbox/json";
import type { Picture } from "@/sandbox/picture";

/** A picture as rows of JSON, in the order in which they are served. */
export type Document = {
  accounts: readonly JsonObject[];
  holdings: readonly JsonObject[];
  securities: readonly JsonObject[];
  investment_transactions: readonly JsonObject[];
};

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The picture that serves these rows as they stand. */
export function pictureOf(document: Document): Picture {
  const accounts = document.accounts.map((json) => ({ accountId: textOf(json.account_id), json }));
  const holdings = document.holdings.map((json) => ({
    accountId: textOf(json.account_id),
    securityId: textOf(json.security_id),
    json: new RawJson(render(json)),
  }));
  const securities = document.securities.map((json) => ({
    securityId: textOf(json.security_id),
    json: new RawJson(render(json)),
  }));
  const transactions = document.investment_transactions.map((json) => ({
    accountId: textOf(json.account_id),
    securityId: typeof json.security_id === "string" ? json.security_id : null,
    date: textOf(json.date),
    json: new RawJson(render(json)),
  }));
  return {
    accounts: () => accounts,
    holdings: () => holdings,
    transactions: () => transactions,
    securities(ids) {
      const wanted = new Set(ids);
      return securities.filter(({ securityId }) => wanted.has(securityId));
    },
  };
}

/** The rows of a picture, with all securities that they name. */
export function documentOf(picture: Picture): Document {
  const [holdings, transactions] = [picture.holdings(), picture.transactions()];
  const ids = new Set([...holdings, ...transactions].flatMap(({ securityId }) => securityId ?? []));
  return {
    accounts: picture.accounts().map(({ json }) => json),
    holdings: holdings.map(rowOf),
    securities: picture.securities(ids).map(rowOf),
    investment_transactions: transactions.map(rowOf),
  };
}

function rowOf({ json }: { json: RawJson }): JsonObject {
  const row = parseLossless(json.text);
  if (!isJsonObject(row)) throw new SyntaxError("a row of a picture must be an object");
  return row;
}
