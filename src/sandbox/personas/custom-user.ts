import { PlaidFailure } from "@/sandbox/errors";
import { isJsonObject, type JsonObject, type JsonValue, parseLossless, RawJson } from "@/sandbox/json";
import { Exact } from "@/sandbox/market/exact";

/** A custom user as far as it concerns investments; every number keeps the digits it was written with. */
export type CustomSecurity = { fields: JsonObject; key: string; ticker: string | null };
export type CustomHolding = { fields: JsonObject; security: CustomSecurity };
export type CustomTransaction = { fields: JsonObject; security: CustomSecurity | null };
export type CustomAccount = {
  fields: JsonObject;
  name: string | null;
  holdings: CustomHolding[];
  transactions: CustomTransaction[];
};

function refuse(reason: string): PlaidFailure {
  return new PlaidFailure(
    "INVALID_FIELD",
    `the custom user cannot be read: ${reason}`,
    "The custom user in the password field cannot be read.",
  );
}

/** The value as text, or null when it is no text. */
export function textIn(fields: JsonObject, key: string): string | null {
  const value = fields[key];
  return typeof value === "string" && value !== "" ? value : null;
}

/** The value as an exact decimal, from a number or a numeric text; null when it is neither. */
export function decimalIn(fields: JsonObject, key: string): Exact | null {
  const value = fields[key];
  const digits = value instanceof RawJson ? value.text : value;
  if (typeof digits !== "string" || !/^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(digits)) return null;
  return new Exact(digits);
}

/** Plaid documents one object here, its own examples have a list: both are read. */
function objectsIn(value: JsonValue | undefined): JsonObject[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).filter(isJsonObject);
}

function securityOf(value: JsonValue | undefined, currency: string | null): CustomSecurity | null {
  if (!isJsonObject(value)) return null;
  const ticker = textIn(value, "ticker_symbol");
  const name = ticker ?? textIn(value, "name") ?? textIn(value, "isin") ?? textIn(value, "cusip");
  if (name === null) return null;
  return { fields: { currency: currency ?? "USD", ...value }, key: `CUSTOM:${name}`, ticker };
}

function accountOf(fields: JsonObject): CustomAccount {
  const meta = isJsonObject(fields.meta) ? fields.meta : {};
  const rows = (key: string) => objectsIn(fields[key]);
  return {
    fields: { ...meta, ...fields },
    name: textIn(meta, "name"),
    holdings: rows("holdings").flatMap((row) => {
      const security = securityOf(row.security, textIn(row, "currency"));
      return security === null ? [] : [{ fields: row, security }];
    }),
    transactions: [...rows("investment_transactions"), ...rows("investmentTransactions")].map((row) => ({
      fields: row,
      security: securityOf(row.security, textIn(row, "currency")),
    })),
  };
}

/**
 * Reads Plaid's custom-user JSON without insisting on keys that Plaid's own examples lack.
 * Errors: INVALID_FIELD when the text is no JSON or has no `override_accounts`.
 */
export function parseCustomUser(text: string): CustomAccount[] {
  let document: JsonValue;
  try {
    document = parseLossless(text);
  } catch {
    throw refuse("it is not JSON");
  }
  const accounts = isJsonObject(document) ? document.override_accounts : undefined;
  if (!Array.isArray(accounts) || accounts.length === 0 || accounts.length > 10) {
    throw refuse("override_accounts must list one to ten accounts");
  }
  return accounts.filter(isJsonObject).map(accountOf);
}
