import { Decimal } from "decimal.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, rowsOf, startCaller } from "@/sandbox/testing/caller";

let sandbox: Caller;
beforeAll(async () => {
  sandbox = await startCaller({ seed: "personas" });
  sandbox.control.setClock(new Date("2026-11-20T15:00:30Z"));
});
afterAll(() => sandbox.close());

async function show(username: string) {
  const { token: access_token } = await sandbox.link({ username });
  const held = await sandbox.call("/investments/holdings/get", { access_token });
  const dates = { start_date: "2024-11-20", end_date: "2026-11-20" };
  const history = await sandbox.call("/investments/transactions/get", {
    access_token,
    ...dates,
    options: { count: 500 },
  });
  const accounts = await sandbox.call("/accounts/get", { access_token });
  const list = (key: string) => rowsOf(held, key);
  return {
    held,
    history,
    accounts,
    securities: list("securities"),
    holdings: list("holdings"),
    rows: rowsOf(history, "investment_transactions"),
  };
}

const kindsOf = (rows: Record<string, unknown>[]) => new Set(rows.map((row) => `${row.type}/${row.subtype}`));

test("options: contracts bought and written, a share sold short, a loan", async () => {
  const { held, securities, holdings, rows } = await show("user_options");
  const contracts = securities.flatMap(({ option_contract }) => (option_contract ? [option_contract] : []));
  expect(contracts).toContainEqual({
    contract_type: "put",
    expiration_date: "2028-12-15",
    strike_price: 380,
    underlying_security_ticker: "MSFT",
  });
  const short = holdings.filter((row) => Number(row.quantity) < 0);
  expect(short.length).toBe(2);
  for (const row of short)
    expect([Number(row.institution_value) < 0, Number(row.cost_basis) < 0]).toEqual([true, true]);
  expect(rowsOf(held, "accounts")).toMatchObject([
    { balances: { available: 0, margin_loan_amount: expect.any(Number) } },
  ]);
  for (const kind of ["sell/sell short", "buy/buy to cover", "fee/margin expense"])
    expect(kindsOf(rows)).toContain(kind);
});

test("bonds: rungs that fall due one after the other, and interest from them", async () => {
  const { securities, rows } = await show("user_bonds");
  const due = securities.map((row) => (row.fixed_income as { maturity_date: string } | null)?.maturity_date ?? "");
  expect(new Set(due.map((date) => date.slice(0, 4))).size).toBe(6);
  expect(due.every((date) => date > "2026-11-20")).toBe(true);
  expect(kindsOf(rows)).toContain("cash/interest");
  expect(kindsOf(rows)).not.toContain("cash/dividend");
});

test("stock plan: part of the shares is vested, and the lots add up to it", async () => {
  const { holdings, rows } = await show("user_stock_plan");
  const [holding] = holdings as unknown as {
    quantity: number;
    vested_quantity: number;
    vested_value: number;
    institution_value: number;
    cost_basis: number;
    tax_lots: Record<string, number>[];
  }[];
  if (holding === undefined) return expect.unreachable();
  expect(holding.vested_quantity).toBeGreaterThan(0);
  expect(holding.vested_quantity).toBeLessThan(holding.quantity);
  expect(holding.vested_value).toBeLessThan(holding.institution_value);
  const sum = (key: string) => holding.tax_lots.reduce((total, lot) => total.plus(lot[key] ?? 0), new Decimal(0));
  expect(sum("quantity").toNumber()).toBe(holding.vested_quantity);
  expect(holding.tax_lots.length).toBeGreaterThan(4);
  expect(kindsOf(rows)).toContain("transfer/transfer");
});

test("mixed: deposit accounts are shown beside investments, and have none", async () => {
  const { accounts, holdings, rows } = await show("user_mixed");
  const typeOf = new Map(rowsOf(accounts, "accounts").map((row) => [row.account_id, row.type]));
  expect([...typeOf.values()].sort()).toEqual(["depository", "depository", "investment"]);
  for (const row of [...holdings, ...rows]) expect(typeOf.get(row.account_id)).toBe("investment");
});

test("no investments: the accounts are shown, investments are refused", async () => {
  const { accounts, held, history } = await show("user_no_investments");
  expect(rowsOf(accounts, "accounts")).toHaveLength(2);
  expect([held.body.error_code, history.body.error_code]).toEqual(["NO_INVESTMENT_ACCOUNTS", "NO_INVESTMENT_ACCOUNTS"]);
});

test("history: 12,345 transactions within the two years that Plaid shows", async () => {
  expect((await show("user_history")).history.body.total_investment_transactions).toBe(12_345);
});
