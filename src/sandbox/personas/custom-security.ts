import { isJsonObject, type JsonObject, type JsonValue, RawJson } from "@/sandbox/json";
import { type CustomSecurity, textIn } from "@/sandbox/personas/custom-user";

const OPTION_SYMBOL = /^([A-Z.]{1,6})(\d{2})(\d{2})(\d{2})([CP])(\d{5})(\d{3})$/;
const OPTION_TYPES: Readonly<Record<string, string>> = { C: "call", P: "put" };

function optionContract(ticker: string | null): JsonObject | null {
  const [, underlying, year, month, day, side, whole, thousandths] = OPTION_SYMBOL.exec(ticker ?? "") ?? [];
  if (underlying === undefined || side === undefined) return null;
  return {
    contract_type: OPTION_TYPES[side],
    expiration_date: `20${year}-${month}-${day}`,
    strike_price: new RawJson(`${Number(whole)}.${thousandths}`),
    underlying_security_ticker: underlying,
  };
}

function typeOf(ticker: string | null, contract: JsonObject | null): { type: string; subtype: string } {
  if (contract !== null) return { type: "derivative", subtype: "option" };
  if (/^CUR:(USD|CAD|EUR|GBP)$/.test(ticker ?? "")) return { type: "cash", subtype: "cash" };
  if (ticker?.startsWith("CUR:")) return { type: "cryptocurrency", subtype: "cryptocurrency" };
  return { type: "equity", subtype: "common stock" };
}

/** A custom user's security in Plaid's shape; the kind is read off the ticker where the user does not state it. */
export function customSecurityJson(securityId: string, security: CustomSecurity, row: JsonObject): JsonObject {
  const { fields, ticker } = security;
  const contract = isJsonObject(fields.option_contract) ? fields.option_contract : optionContract(ticker);
  const guess = typeOf(ticker, contract);
  const type = textIn(fields, "type") ?? guess.type;
  const price: JsonValue = row.institution_price ?? row.price ?? null;
  return {
    security_id: securityId,
    isin: textIn(fields, "isin"),
    cusip: textIn(fields, "cusip"),
    sedol: textIn(fields, "sedol"),
    institution_security_id: null,
    institution_id: null,
    proxy_security_id: null,
    name: textIn(fields, "name") ?? ticker,
    ticker_symbol: ticker,
    is_cash_equivalent: type === "cash",
    type,
    subtype: textIn(fields, "subtype") ?? guess.subtype,
    close_price: price instanceof RawJson ? price : null,
    close_price_as_of: textIn(row, "institution_price_as_of") ?? textIn(row, "date"),
    update_datetime: null,
    iso_currency_code: textIn(fields, "currency"),
    unofficial_currency_code: null,
    market_identifier_code: null,
    sector: null,
    industry: null,
    cfi_code: null,
    figi: null,
    option_contract: contract,
    fixed_income: isJsonObject(fields.fixed_income) ? fields.fixed_income : null,
  };
}
