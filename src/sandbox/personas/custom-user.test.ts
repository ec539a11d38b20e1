import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, rowsOf, startCaller } from "@/sandbox/testing/caller";

const PRECISE = "0.100000000000000001";
const CUSTOM = `{ "override_accounts": [ {
  "type": "investment", "subtype": "brokerage", "starting_balance": 50, "meta": { "name": "My own" },
  "holdings": [
    { "institution_price": 10.50, "quantity": ${PRECISE}, "cost_basis": 3, "currency": "USD", "security": { "ticker_symbol": "CUR:BTC", "currency": "USD" } },
    { "institution_price": 0.7, "quantity": 200, "currency": "USD", "security": { "ticker_symbol": "X270115P00012500", "currency": "USD" } },
    { "institution_price": 1, "quantity": 5, "security": "not a security" }
  ],
  "investment_transactions": [
    { "date": "2026-01-02", "name": "older", "quantity": 2, "price": 3, "fees": 0.5, "type": "buy", "security": { "ticker_symbol": "NEW" } },
    { "date": "2026-02-02", "name": "newer", "quantity": 2, "price": 3, "fees": 0.5, "type": "sell", "security": { "ticker_symbol": "CUR:BTC" } }
  ] } ] }`;

let sandbox: Caller;
let access_token: string;
beforeAll(async () => {
  sandbox = await startCaller();
  ({ token: access_token } = await sandbox.link({ username: "user_custom", password: CUSTOM }));
});
afterAll(() => sandbox.close());

test("its holdings are shown with the digits they were written with", async () => {
  const answer = await sandbox.call("/investments/holdings/get", { access_token });
  expect(rowsOf(answer, "holdings").map((row) => row.cost_basis)).toEqual([3, null]);
  expect(answer.text).toContain(`"quantity":${PRECISE}`);
  expect(rowsOf(answer, "accounts")).toMatchObject([{ name: "My own", balances: { available: 50, current: 191.05 } }]);
  expect(rowsOf(answer, "securities")).toMatchObject([
    { ticker_symbol: "CUR:BTC", type: "cryptocurrency" },
    {
      type: "derivative",
      option_contract: {
        contract_type: "put",
        expiration_date: "2027-01-15",
        strike_price: 12.5,
        underlying_security_ticker: "X",
      },
    },
  ]);
});

test("its transactions get the amounts that were left out", async () => {
  const dates = { start_date: "2026-01-01", end_date: "2026-12-31" };
  const answer = await sandbox.call("/investments/transactions/get", { access_token, ...dates });
  expect(rowsOf(answer, "investment_transactions")).toMatchObject([
    { name: "newer", type: "sell", subtype: "sell", quantity: -2, amount: -5.5 },
    { name: "older", type: "buy", subtype: "buy", quantity: 2, amount: 6.5 },
  ]);
  expect(rowsOf(answer, "securities")).toHaveLength(2);
});

test.each(["[]", "{}", '{"override_accounts":[]}', "nonsense"])("%s is refused", (password) => {
  expect(() => sandbox.control.createPublicToken({ username: "user_custom", password })).toThrow(
    /custom user cannot be read/,
  );
});
