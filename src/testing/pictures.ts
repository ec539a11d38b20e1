/** Builders of what the local Plaid is told to show: Plaid's own shapes, every number as the text that goes on the wire. */

export type WireRow = Record<string, string | null | Raw | object>;
/** A number written digit by digit. */
export class Raw {
  constructor(readonly digits: string) {}
}

export const num = (digits: string | number) => new Raw(String(digits));

export type WirePicture = {
  accounts: WireRow[];
  holdings: WireRow[];
  securities: WireRow[];
  investment_transactions: WireRow[];
};

const USD = { iso_currency_code: "USD", unofficial_currency_code: null };

export function wireAccount(id: string, over: WireRow = {}): WireRow {
  const {
    current = num("1000"),
    currency = USD,
    ...rest
  } = over as WireRow & { current?: Raw | null; currency?: object };
  return {
    account_id: id,
    balances: { available: null, current, limit: null, margin_loan_amount: null, ...currency },
    mask: "0000",
    name: `Account ${id}`,
    official_name: null,
    subtype: "brokerage",
    type: "investment",
    ...rest,
  };
}

export function wireSecurity(id: string, over: WireRow = {}): WireRow {
  return {
    security_id: id,
    isin: null,
    cusip: null,
    sedol: null,
    figi: null,
    institution_security_id: null,
    institution_id: null,
    proxy_security_id: null,
    name: `Security ${id}`,
    ticker_symbol: id.toUpperCase(),
    is_cash_equivalent: null,
    type: "equity",
    subtype: "common stock",
    close_price: num("10"),
    close_price_as_of: "2026-01-02",
    update_datetime: null,
    market_identifier_code: null,
    sector: null,
    industry: null,
    option_contract: null,
    fixed_income: null,
    cfi_code: null,
    ...USD,
    ...over,
  };
}

export function wireHolding(accountId: string, securityId: string, over: WireRow = {}): WireRow {
  return {
    account_id: accountId,
    security_id: securityId,
    institution_price: num("10"),
    institution_price_as_of: "2026-01-02",
    institution_price_datetime: null,
    institution_value: num("100"),
    cost_basis: num("80"),
    quantity: num("10"),
    vested_quantity: null,
    vested_value: null,
    ...USD,
    ...over,
  };
}

export function wireTransaction(id: string, accountId: string, date: string, over: WireRow = {}): WireRow {
  return {
    investment_transaction_id: id,
    account_id: accountId,
    security_id: null,
    date,
    name: `Transaction ${id}`,
    quantity: num("0"),
    amount: num("-5"),
    price: num("0"),
    fees: num("0"),
    type: "cash",
    subtype: "dividend",
    cancel_transaction_id: null,
    ...USD,
    ...over,
  };
}

/** The text that `setPicture` takes. */
export function pictureText(picture: Partial<WirePicture>): string {
  return write({ accounts: [], holdings: [], securities: [], investment_transactions: [], ...picture });
}

function write(value: unknown): string {
  if (value instanceof Raw) return value.digits;
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([key, part]) => `${JSON.stringify(key)}:${write(part)}`)
      .join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}
