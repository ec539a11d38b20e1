import type { Edit } from "@/sandbox/faults/picture-edits";

const FIRST = { at: 0, count: 1 } as const;
const TRANSACTIONS = "investment_transactions";

const NO_CURRENCY = { iso_currency_code: null, unofficial_currency_code: null };

function nulls(list: Edit["list"], keys: string, more: object = {}): Edit {
  const fields = { ...Object.fromEntries(keys.split(/\s+/).map((key) => [key, null])), ...more };
  return { edit: "set", list, fields: JSON.stringify(fields) };
}

/** What brokerages and Plaid do to data, by name. Each is a list of edits; any other is made of edits by whoever sets the fault. */
export const NAMED_CHANGES: Readonly<Record<string, readonly Edit[]>> = {
  rows_inserted: [{ edit: "copy", list: TRANSACTIONS, ...FIRST, to: 0, as: "inserted" }],
  rows_repeated: [{ edit: "copy", list: TRANSACTIONS, ...FIRST, to: 1 }],
  transaction_removed: [{ edit: "remove", list: TRANSACTIONS, ...FIRST }],
  transaction_rewritten: [{ edit: "set", list: TRANSACTIONS, ...FIRST, fields: '{"name":"CORRECTED","amount":-7.77}' }],
  transaction_reissued: [{ edit: "renumber", list: TRANSACTIONS, ...FIRST, as: "reissued" }],
  transaction_cancelled: [
    { edit: "copy", list: TRANSACTIONS, ...FIRST, to: 0, as: "cancel" },
    { edit: "set", list: TRANSACTIONS, ...FIRST, fields: '{"type":"cancel","name":"CANCEL"}' },
  ],
  holding_removed: [{ edit: "remove", list: "holdings", ...FIRST }],
  holdings_emptied: [{ edit: "remove", list: "holdings" }],
  position_repeated: [{ edit: "copy", list: "holdings", ...FIRST, to: 1 }],
  security_undescribed: [{ edit: "remove", list: "securities", ...FIRST }],
  security_renumbered: [{ edit: "renumber", list: "securities", ...FIRST, as: "renumbered" }],
  prices_older: [
    {
      edit: "set",
      list: "securities",
      fields: '{"close_price":1.23,"close_price_as_of":"2020-01-02","update_datetime":"2020-01-02T20:00:00Z"}',
    },
  ],
  account_removed: [{ edit: "remove", list: "accounts", ...FIRST }],
  account_renumbered: [{ edit: "renumber", list: "accounts", ...FIRST, as: "renumbered" }],
  account_added: [{ edit: "copy", list: "accounts", ...FIRST, to: 1, as: "added" }],
  nulls: [
    nulls("accounts", "official_name mask subtype", {
      balances: { available: null, current: null, limit: null, margin_loan_amount: null, ...NO_CURRENCY },
    }),
    nulls(
      "holdings",
      "cost_basis institution_price_as_of institution_price_datetime vested_quantity vested_value",
      NO_CURRENCY,
    ),
    nulls(
      "securities",
      `isin cusip sedol figi institution_security_id institution_id proxy_security_id name ticker_symbol is_cash_equivalent type
       subtype close_price close_price_as_of update_datetime market_identifier_code sector industry cfi_code option_contract
       fixed_income`,
      NO_CURRENCY,
    ),
    nulls(TRANSACTIONS, "security_id fees transaction_datetime cancel_transaction_id", NO_CURRENCY),
  ],
  optional_absent: [
    { edit: "drop", list: "accounts", keys: ["holder_category", "persistent_account_id"] },
    {
      edit: "drop",
      list: "holdings",
      keys: ["institution_price_as_of", "institution_price_datetime", "vested_quantity", "vested_value", "tax_lots"],
    },
    { edit: "drop", list: "securities", keys: ["figi", "subtype", "update_datetime"] },
    { edit: "drop", list: TRANSACTIONS, keys: ["transaction_datetime", "cancel_transaction_id"] },
  ],
  unknown_words: [
    {
      edit: "set",
      list: "accounts",
      fields: '{"type":"brand new","subtype":"brand new","brand_new":{"deep":[1,null]}}',
    },
    {
      edit: "set",
      list: "holdings",
      fields: '{"brand_new":[{"deep":1}],"tax_lots":[{"position_type":"BRAND_NEW","more":1}]}',
    },
    { edit: "set", list: "securities", fields: '{"type":"brand new","subtype":"brand new","brand_new":true}' },
    { edit: "set", list: TRANSACTIONS, fields: '{"type":"brand new","subtype":"brand new","brand_new":"x"}' },
  ],
  long_numbers: [
    {
      edit: "set",
      list: "holdings",
      fields: '{"quantity":0.123456789012345678,"institution_value":12345678901234567.890123456789012345}',
    },
    { edit: "set", list: TRANSACTIONS, fields: '{"price":0.000000000000000001}' },
  ],
  exponents: [
    { edit: "set", list: "holdings", fields: '{"quantity":1e-7,"institution_value":2.5E+3}' },
    { edit: "set", list: TRANSACTIONS, fields: '{"quantity":1e-7,"amount":-1E2}' },
  ],
  negatives: [
    { edit: "set", list: "holdings", fields: '{"quantity":-12.5,"institution_value":-125.00,"cost_basis":-130}' },
    { edit: "set", list: "accounts", fields: '{"balances":{"current":-125.00}}' },
  ],
  sells_positive: [{ edit: "set", list: TRANSACTIONS, where: { type: "sell" }, fields: '{"quantity":12.5}' }],
};
